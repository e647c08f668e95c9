package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.local.LocalBlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest extends BlobStoreContract {
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    private final Path folder;
    private LocalBlobStore store;

    LocalBlobStoreTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.store = new LocalBlobStore(folder, 0);
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @BeforeEach
    void startsEmpty() {
        assertThat(store.list("", "", 1)).isEmpty();
    }

    @AfterEach
    void letsGo() {
        store.close();
    }

    @Test
    void isThereAgainAfterARestart() throws IOException {
        store.put(KEY, BlobContent.of(new byte[10]));
        store.close();
        store = new LocalBlobStore(folder, 0);
        assertThat(store.list("", "", 10)).containsExactly(new BlobStat(KEY, 10));
    }

    @Test
    void clearsAwayWhatACrashLeftHalfWritten() throws IOException {
        store.close();
        var torn = Files.write(folder.resolve(".writing").resolve("17"), new byte[5]);
        store = new LocalBlobStore(folder, 0);
        assertThat(torn).doesNotExist();
        assertThat(store.list("", "", 10)).isEmpty();
    }

    /** Those of a megabyte and more go around the page cache in units of the file system; others do not. */
    @Test
    void keepsEveryLengthAndByte() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int longFile = 1 << 20;
        for (int length : new int[] {longFile - 1, longFile, longFile + 1, longFile + 4096, 3 * longFile + 17}) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            var pieces = new ArrayList<ByteBuffer>();
            for (int at = 0; at < length; ) {
                int piece = Math.min(length - at, 1 + random.nextInt(2 * longFile));
                pieces.add(ByteBuffer.wrap(bytes, at, piece));
                at += piece;
            }
            var key = new BlobKey("pack", "long" + length);
            store.put(key, BlobContent.of(pieces));
            assertThat(store.stat(key)).as("seed %d", seed).contains(new BlobStat(key, length));
            assertThat(Arrays.equals(store.read(key, 0, length), bytes))
                    .as("%d bytes, seed %d", length, seed)
                    .isTrue();
        }
    }

    /** What the system says of the file that is being written. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void longFilesGoAroundThePageCacheWhereTheDiskCanAndOnlyIfThatIsWanted() throws IOException {
        assertThat(isDirect(2 << 20)).isEqualTo(store.writesDirectly());
        assertThat(isDirect(1000)).as("a short one").isFalse();
        store.close();
        store = new LocalBlobStore(folder, 0, false);
        assertThat(store.writesDirectly()).isFalse();
        assertThat(isDirect(3 << 20)).isFalse();
    }

    private boolean isDirect(int length) {
        var said = new ArrayList<Boolean>();
        store.put(new BlobKey("pack", "ab" + length), new BlobContent() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(WritableByteChannel out) throws IOException {
                said.add(isOpenDirectly(folder.resolve(".writing").toRealPath()));
                out.write(ByteBuffer.allocate(length));
            }
        });
        return said.getFirst();
    }

    /** {@code O_DIRECT} among the flags of the one file that this process has open in a folder. */
    private static boolean isOpenDirectly(Path folder) throws IOException {
        int direct = System.getProperty("os.arch").equals("aarch64") ? 0x10000 : 0x4000;
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : (Iterable<Path>) open::iterator) {
                if (Files.isSymbolicLink(file)
                        && folder.equals(Files.readSymbolicLink(file).getParent())) {
                    var flags = Files.readAllLines(Path.of("/proc/self/fdinfo").resolve(file.getFileName())).stream()
                            .filter(line -> line.startsWith("flags:"))
                            .findFirst()
                            .orElseThrow();
                    return (Integer.parseInt(flags.substring("flags:".length()).strip(), 8) & direct) != 0;
                }
            }
        }
        throw new AssertionError("nothing is open in " + folder);
    }

    @Test
    void refusesASecondOwner() {
        assertThatThrownBy(() -> new LocalBlobStore(folder, 0).close()).hasMessageContaining("already uses");
    }

    @Test
    void refusesPutsThatWouldEatTheReserve() throws IOException {
        store.close();
        // The reserve is capped at an eighth of the disk, so the disk itself says what is too much.
        store = new LocalBlobStore(folder, Long.MAX_VALUE);
        var huge = new BlobContent() {
            @Override
            public long length() {
                return folder.toFile().getUsableSpace();
            }

            @Override
            public void writeTo(java.nio.channels.WritableByteChannel out) {
                throw new AssertionError("nothing should be written");
            }
        };
        assertThatThrownBy(() -> store.put(KEY, huge))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.reason()).isEqualTo(BlobException.Reason.FULL));
        assertThat(store.stat(KEY)).isEmpty();
    }
}
