package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.job.Progress;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeyRingTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final SpaceId SPACE = new SpaceId(new UUID(1, 2));
    private static final byte[] HASH = new byte[32];

    private final BlobStore blobs = new MemoryBlobStore(1 << 20);
    private final Path file;

    KeyRingTest(@TempDir Path folder) {
        this.file = folder.resolve("root.key");
    }

    /** A database that knows of nothing. */
    private static KeyStore lostDatabase() {
        StorageSchema.migrate(DATABASE);
        var jdbc = JdbcClient.create(DATABASE);
        jdbc.sql("DELETE FROM storage.domain_keys").update();
        return new JdbcKeyStore(jdbc);
    }

    private KeyRing open(KeyStore store) throws IOException {
        return KeyRing.open(RootKeySettings.in(file).source(), store, blobs, new SecureRandom());
    }

    @Test
    void makesAFileThatOnlyItsOwnerReads() throws IOException {
        open(lostDatabase());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(64);
    }

    @Test
    void givesTheSameKeysAfterARestartAndAfterALostDatabase() throws IOException {
        var store = lostDatabase();
        var before = open(store).keys(SPACE).keyedId((byte) 1, HASH);
        assertThat(open(store).keys(SPACE).keyedId((byte) 1, HASH)).isEqualTo(before);
        assertThat(open(lostDatabase()).keys(SPACE).keyedId((byte) 1, HASH)).isEqualTo(before);
        var restored = lostDatabase();
        open(restored).restore(Progress.unwatched());
        assertThat(restored.find(SPACE)).hasSize(1);
    }

    @Test
    void namesDifferByKindAndSpace() throws IOException {
        var ring = open(lostDatabase());
        var name = ring.keys(SPACE).keyedId((byte) 1, HASH);
        assertThat(ring.keys(SPACE).keyedId((byte) 2, HASH)).isNotEqualTo(name);
        assertThat(ring.keys(new SpaceId(new UUID(1, 3))).keyedId((byte) 1, HASH))
                .isNotEqualTo(name);
    }

    @Test
    void refusesToStartWithoutOrWithAnotherRootKey() throws IOException {
        var store = lostDatabase();
        open(store).keys(SPACE);
        var right = Files.readString(file);

        Files.delete(file);
        assertThatThrownBy(() -> open(store)).hasMessageContaining("missing");
        assertThat(file).doesNotExist();

        new RootKeyFile(file).create(new SecureRandom());
        assertThatThrownBy(() -> open(store)).hasMessageContaining("another root key");

        Files.writeString(file, right);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> open(store)).hasMessageContaining("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "nonsense");
        assertThatThrownBy(() -> open(store))
                .hasMessageContaining("is not a root key")
                .hasMessageNotContaining("nonsense");
    }

    @Test
    void noTextShowsAKey() throws IOException {
        var ring = open(lostDatabase());
        var hex = Files.readString(file).strip();
        assertThat(RootKey.parse(hex).toString()).doesNotContain(hex);
        assertThat(new RootKeySettings(hex, hex, null, null, null, file).toString())
                .doesNotContain(hex);
        assertThat(ring.keys(SPACE).toString()).contains(SPACE.toString()).hasSizeLessThan(60);
    }
}
