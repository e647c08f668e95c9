package dev.cairn.storage.crypto;

import dev.cairn.storage.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Key rings for tests of the layers above. */
public final class KeyRings {
    private KeyRings() {}

    public static KeyRing open(Path rootKeyFile, JdbcClient jdbc, BlobStore blobs) {
        try {
            return KeyRing.open(
                    RootKeySettings.in(rootKeyFile).source(), new JdbcKeyStore(jdbc), blobs, new SecureRandom());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
