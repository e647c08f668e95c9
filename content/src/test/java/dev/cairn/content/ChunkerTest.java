package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkerTest {
    private static final ChunkerParameters SMALL = new ChunkerParameters("small", 64, 256, 1024);
    private static final ChunkerParameters MIDDLE = new ChunkerParameters("middle", 16 << 10, 64 << 10, 256 << 10);

    private static final Random RANDOM = Seeds.random("ChunkerTest");

    /** Collects what the chunker hands out. */
    private static final class Pieces implements ChunkSink {
        private final List<Integer> lengths = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void chunk(byte[] buffer, int offset, int length) {
            lengths.add(length);
            bytes.write(buffer, offset, length);
        }
    }

    private static byte[] file(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        if (RANDOM.nextInt(4) == 0) {
            // Runs of one byte: hashes that never or always match.
            Arrays.fill(bytes, length / 3, length - length / 3, (byte) RANDOM.nextInt());
        }
        return bytes;
    }

    private static Pieces cutAtOnce(byte[] file, ChunkerParameters parameters) throws IOException {
        var pieces = new Pieces();
        var chunker = new Chunker(parameters, 1 << 10);
        chunker.pushAll(new ByteArrayInputStream(file), pieces);
        chunker.finish(pieces);
        return pieces;
    }

    private static void assertEqualsReference(byte[] file, ChunkerParameters parameters, Pieces pieces) {
        assertThat(pieces.lengths).isEqualTo(PlainFastCdc.lengths(file, parameters));
        assertThat(pieces.bytes.toByteArray()).isEqualTo(file);
    }

    @Test
    void cutsEverySizeUpTo8193LikeTheReference() throws IOException {
        var file = file(8193);
        for (int size = 0; size <= file.length; size++) {
            var prefix = Arrays.copyOf(file, size);
            var pieces = cutAtOnce(prefix, SMALL);
            assertThat(pieces.bytes.size()).isEqualTo(size);
            if (size % 7 == 0 || size > 8100) {
                assertEqualsReference(prefix, SMALL, pieces);
            }
        }
    }

    @Test
    void fourLanesCutWhereThePlainLoopDoes() throws IOException {
        for (int round = 0; round < 6; round++) {
            var file = file(500_000 + RANDOM.nextInt(700_000));
            assertEqualsReference(file, MIDDLE, cutAtOnce(file, MIDDLE));
        }
        var file = file(9 << 20);
        assertEqualsReference(file, ChunkerParameters.STANDARD, cutAtOnce(file, ChunkerParameters.STANDARD));
    }

    @Test
    void portionsNeverMoveACut() throws IOException {
        for (int round = 0; round < 40; round++) {
            var file = file(RANDOM.nextInt(60_000));
            var pieces = new Pieces();
            var chunker = new Chunker(SMALL, 128 + RANDOM.nextInt(4096));
            int at = 0;
            while (at < file.length) {
                int portion = Math.min(file.length - at, 1 + RANDOM.nextInt(RANDOM.nextBoolean() ? 3 : 3000));
                chunker.push(file, at, portion, pieces);
                at += portion;
            }
            chunker.finish(pieces);
            assertEqualsReference(file, SMALL, pieces);
        }
    }

    @Test
    void goesOnInANewChunkerFromTheChunksAndThePendingBytes() throws IOException {
        for (int round = 0; round < 40; round++) {
            var file = file(1 + RANDOM.nextInt(20_000));
            int cutOff = RANDOM.nextInt(file.length);
            var pieces = new Pieces();
            var before = new Chunker(SMALL, 512);
            before.push(file, 0, cutOff, pieces);
            assertThat(before.pendingLength()).isLessThan(SMALL.lengthMax());

            var after = new Chunker(SMALL, 256);
            var pending = before.pending();
            after.push(pending, 0, pending.length, pieces);
            after.push(file, cutOff, file.length - cutOff, pieces);
            after.finish(pieces);
            assertEqualsReference(file, SMALL, pieces);
        }
    }

    @Test
    void oneChunkerCutsManyFilesAndAChannel(@TempDir Path folder) throws IOException {
        var chunker = new Chunker();
        for (int size : new int[] {0, 1, 300_000, 5_000_000}) {
            var file = file(size);
            var path = Files.write(folder.resolve("file"), file);
            var pieces = new Pieces();
            try (var channel = FileChannel.open(path)) {
                chunker.pushAll(channel, pieces);
                chunker.finish(pieces);
            }
            assertEqualsReference(file, ChunkerParameters.STANDARD, pieces);
        }
    }

    @Test
    void aShortFileIsOneChunkAndAnEmptyOneNone() throws IOException {
        assertThat(cutAtOnce(new byte[0], ChunkerParameters.STANDARD).lengths).isEmpty();
        assertThat(cutAtOnce(file(256 << 10), ChunkerParameters.STANDARD).lengths)
                .containsExactly(256 << 10);
    }

    @Test
    void anInsertedByteChangesFewChunks() throws IOException {
        var file = new byte[4 << 20];
        RANDOM.nextBytes(file);
        var longer = new byte[file.length + 1];
        System.arraycopy(file, 0, longer, 1, file.length);
        var before = new HashSet<>(ids(file));
        var changed = ids(longer).stream().filter(id -> !before.contains(id)).count();
        assertThat(changed).isLessThanOrEqualTo(6);
    }

    private static List<ChunkId> ids(byte[] file) throws IOException {
        var ids = new ArrayList<ChunkId>();
        var chunker = new Chunker(MIDDLE, Chunker.BULK_BUFFER_BYTES);
        chunker.push(file, 0, file.length, (bytes, offset, length) -> ids.add(ChunkId.of(bytes, offset, length)));
        chunker.finish((bytes, offset, length) -> ids.add(ChunkId.of(bytes, offset, length)));
        return ids;
    }

    @Test
    void boundariesOfTheFixedFileAreThoseOfVersionOne() throws IOException {
        var lengths = cutAtOnce(Seeds.splitMix(24 << 20), ChunkerParameters.STANDARD).lengths;
        var text = lengths.stream().map(String::valueOf).collect(Collectors.joining("\n", "", "\n"));
        Golden.check("chunk-lengths-v1.txt", text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void refusesParametersOutOfOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkerParameters("x", 63, 128, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkerParameters("x", 128, 128, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkerParameters("x", 64, 129, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkerParameters("x", 64, 128, 5 << 20));
    }
}
