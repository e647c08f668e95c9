package dev.cairn.storage.crypto;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the root key comes from: given, else from a key store, else from a file, in which a key service may have wrapped it.
 *
 * @param key the key itself, 64 hexadecimal digits; null: not given
 * @param nextKey the one that shall take its place, when the key is given
 * @param keyStore PKCS #12 file; null: none
 * @param keyStorePasswordFile its first line is the password of the key store
 * @param keyService wraps it; null: none
 * @param file holds it otherwise; made on the first start, when nothing has been stored yet
 */
public record RootKeySettings(
        @Nullable String key,
        @Nullable String nextKey,
        @Nullable Path keyStore,
        @Nullable Path keyStorePasswordFile,
        @Nullable KeyServiceSettings keyService,
        Path file) {
    /** In a file. */
    public static RootKeySettings in(Path file) {
        return new RootKeySettings(null, null, null, null, null, file);
    }

    RootKeySource source() {
        if (keyService != null && (key != null || keyStore != null)) {
            throw new IllegalStateException(
                    "a key service wraps root keys in files; none may be given or in a key store");
        }
        if (key != null) {
            return new GivenRootKeys(key, nextKey);
        }
        if (keyStore == null && keyService != null) {
            return new WrappedRootKeys(file, new TransitKeyService(keyService, TransitKeyService.Pause.SLEEP));
        }
        if (keyStore == null) {
            return new FileRootKeys(file);
        }
        if (keyStorePasswordFile == null) {
            throw new IllegalStateException("a key store needs cairn.storage.key-store-password-file");
        }
        return new KeyStoreRootKeys(keyStore, keyStorePasswordFile);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "RootKeySettings[" + (key != null ? "given" : keyStore != null ? keyStore : file) + "]";
    }
}
