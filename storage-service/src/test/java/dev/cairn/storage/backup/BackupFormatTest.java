package dev.cairn.storage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.backup.BackupManifest.Script;
import dev.cairn.storage.backup.BackupManifest.Sequence;
import dev.cairn.storage.backup.BackupManifest.StoredFile;
import dev.cairn.storage.backup.BackupManifest.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackupFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static SnapshotKey key(int fill) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return SnapshotKey.of(bytes);
    }

    private static byte[] sealed(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sealed = new SealedOutput(out, key(1).ofFile("a table"))) {
            sealed.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] opened(byte[] sealed, SnapshotKey key) throws IOException {
        try (var in = new SealedInput(new ByteArrayInputStream(sealed), key.ofFile("a table"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertGolden(String name, byte[] now) throws IOException {
        if (Boolean.getBoolean("cairn.golden.write")) {
            Files.write(GOLDEN.resolve(name), now);
        }
        assertThat(now).isEqualTo(Files.readAllBytes(GOLDEN.resolve(name)));
    }

    @Test
    void sealedStreamsOfEveryLengthComeBack() throws IOException {
        for (int length : new int[] {0, 1, 1000, 262_142, 262_143, 262_144, 600_000}) {
            assertThat(opened(sealed(bytes(length)), key(1)))
                    .as("%s bytes", length)
                    .isEqualTo(bytes(length));
        }
    }

    @Test
    void sealedStreamsAreThoseOfVersionOne() throws IOException {
        assertGolden("sealed-stream-v1.bin", sealed(bytes(100)));
    }

    @Test
    void noFrameIsChangedLeftOutMovedOrAdded() throws IOException {
        var whole = sealed(bytes(600_000));
        int frame = 4 + 262_144 + 16;
        for (int at : new int[] {0, 4, 8, 1000, frame + 4, whole.length - 1}) {
            var flipped = whole.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> opened(flipped, key(1))).as("byte %s", at).isInstanceOf(IOException.class);
        }
        for (int length : new int[] {0, 3, 4, 4 + frame, 4 + 2 * frame, whole.length - 1}) {
            assertThatThrownBy(() -> opened(Arrays.copyOf(whole, length), key(1)))
                    .as("%s bytes", length)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> opened(Arrays.copyOf(whole, whole.length + 1), key(1)))
                .hasMessageContaining("follows");
        var swapped = whole.clone();
        System.arraycopy(whole, 4, swapped, 4 + frame, frame);
        System.arraycopy(whole, 4 + frame, swapped, 4, frame);
        assertThatThrownBy(() -> opened(swapped, key(1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> opened(whole, key(2))).hasMessageContaining("another key");
    }

    private static BackupManifest manifest() {
        var file = new StoredFile("storage.packs", 123, "ab".repeat(32));
        return new BackupManifest(
                Instant.parse("2026-11-21T16:00:00Z"),
                "0011223344556677",
                "cd".repeat(94),
                List.of(new Table("storage", "packs", List.of("pack", "bytes"), 7, file)),
                List.of(new Sequence("metadata", "outbox_id_seq", 42)),
                List.of(new Script("storage", "V1__packs_chunks_contents_keys.sql")),
                new StoredFile("cluster-secret", 70, "ef".repeat(32)),
                7,
                1_000_000,
                new StoredFile("packs", 99, "01".repeat(32)));
    }

    @Test
    void manifestsAreThoseOfVersionOne() throws IOException {
        assertGolden("backup-manifest-v1.txt", manifest().encode());
        assertThat(BackupManifest.decode(Files.readAllBytes(GOLDEN.resolve("backup-manifest-v1.txt"))))
                .isEqualTo(manifest());
    }

    @Test
    void aManifestThatIsDamagedOrNewerIsRefused() {
        var whole = manifest().encode();
        for (int at = 0; at < whole.length; at += 7) {
            var flipped = whole.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> BackupManifest.decode(flipped))
                    .as("byte %s", at)
                    .isInstanceOf(BackupException.class);
        }
        for (int length = 0; length < whole.length; length += 11) {
            int cut = length;
            assertThatThrownBy(() -> BackupManifest.decode(Arrays.copyOf(whole, cut)))
                    .isInstanceOf(BackupException.class);
        }
        var newer = new String(whole, java.nio.charset.StandardCharsets.UTF_8)
                .replaceFirst("cairn-backup 1", "cairn-backup 2");
        assertThatThrownBy(() -> BackupManifest.decode(newer.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("newer");
    }

    @Test
    void noTextShowsAKey() {
        assertThat(key(1).toString()).isEqualTo("SnapshotKey[hidden]");
    }
}
