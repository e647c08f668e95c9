package dev.cairn.storage.crypto;

import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.storage.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
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

    public static DeletedSpaceKeys deletedSpaces(
            KeyRing keys, JdbcClient jdbc, CensusApi metadata, InstantSource clock, Duration after) {
        return new DeletedSpaceKeys(keys, new JdbcDeletedSpaces(jdbc), metadata, clock, after);
    }
}
