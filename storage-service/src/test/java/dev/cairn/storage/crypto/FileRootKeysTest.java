package dev.cairn.storage.crypto;

/** Root keys in files. */
final class FileRootKeysTest extends RootKeySourceContract {
    @Override
    RootKeySource open() {
        return new FileRootKeys(folder.resolve("root.key"));
    }
}
