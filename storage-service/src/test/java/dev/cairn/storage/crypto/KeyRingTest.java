package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    private static final SpaceId SPACE = new SpaceId(new UUID(1, 2));
    private static final byte[] HASH = new byte[32];

    private final BlobStore blobs = new MemoryBlobStore(1 << 20);
    private final Path file;

    KeyRingTest(@TempDir Path folder) {
        this.file = folder.resolve("root.key");
    }

    /** Keys in a list, as a database that can be lost. */
    private static final class MemoryKeyStore implements KeyStore {
        private final List<WrappedKey> keys = new ArrayList<>();

        @Override
        public List<WrappedKey> find(SpaceId space) {
            return keys.stream().filter(key -> key.space().equals(space)).toList();
        }

        @Override
        public void add(WrappedKey key) {
            if (find(key.space()).isEmpty()) {
                keys.add(key);
            }
        }

        @Override
        public boolean hasAny() {
            return !keys.isEmpty();
        }
    }

    private KeyRing open(KeyStore store) throws IOException {
        return KeyRing.open(new RootKeySettings(null, file), store, blobs, new SecureRandom());
    }

    @Test
    void makesAFileThatOnlyItsOwnerReads() throws IOException {
        open(new MemoryKeyStore());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(64);
    }

    @Test
    void givesTheSameKeysAfterARestartAndAfterALostDatabase() throws IOException {
        var store = new MemoryKeyStore();
        var before = open(store).keys(SPACE).keyedId((byte) 1, HASH);
        assertThat(open(store).keys(SPACE).keyedId((byte) 1, HASH)).isEqualTo(before);
        assertThat(open(new MemoryKeyStore()).keys(SPACE).keyedId((byte) 1, HASH))
                .isEqualTo(before);
        var restored = new MemoryKeyStore();
        assertThat(open(restored).restore()).isEqualTo(1);
        assertThat(restored.find(SPACE)).hasSize(1);
    }

    @Test
    void namesDifferByKindAndSpace() throws IOException {
        var ring = open(new MemoryKeyStore());
        var name = ring.keys(SPACE).keyedId((byte) 1, HASH);
        assertThat(ring.keys(SPACE).keyedId((byte) 2, HASH)).isNotEqualTo(name);
        assertThat(ring.keys(new SpaceId(new UUID(1, 3))).keyedId((byte) 1, HASH))
                .isNotEqualTo(name);
    }

    @Test
    void refusesToStartWithoutOrWithAnotherRootKey() throws IOException {
        var store = new MemoryKeyStore();
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
        var ring = open(new MemoryKeyStore());
        var hex = Files.readString(file).strip();
        assertThat(RootKey.parse(hex).toString()).doesNotContain(hex);
        assertThat(new RootKeySettings(hex, file).toString()).doesNotContain(hex);
        assertThat(ring.keys(SPACE).toString()).contains(SPACE.toString()).hasSizeLessThan(60);
    }
}
