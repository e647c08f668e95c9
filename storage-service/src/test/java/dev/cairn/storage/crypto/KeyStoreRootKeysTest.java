package dev.cairn.storage.crypto;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Root keys in a PKCS #12 key store. */
final class KeyStoreRootKeysTest extends RootKeySourceContract {
    @Override
    RootKeySource open() throws IOException {
        var password = folder.resolve("password");
        if (!Files.exists(password)) {
            new DurableFile(password).write("a long password\n".getBytes(StandardCharsets.US_ASCII));
        }
        return new KeyStoreRootKeys(folder.resolve("keys.p12"), password);
    }
}
