package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.content.BundleFrame.ChunkFrame;
import dev.cairn.content.BundleFrame.ManifestFrame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BundleTest {
    private static final Random RANDOM = Seeds.random("BundleTest");

    private static byte[] example(boolean compress) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new BundleWriter(out);
        var text = "a cairn is a pile of stones. ".repeat(8).getBytes(StandardCharsets.US_ASCII);
        var id = ChunkId.of(text, 0, text.length);
        try (var compressor = new Compressor()) {
            writer.chunk(
                    id,
                    compress
                            ? compressor.encode(text, 0, text.length)
                            : new Encoded(Codec.RAW, text.length, text, 0, text.length));
        }
        writer.manifest(ManifestTest.EXAMPLE);
        writer.end();
        assertThat(writer.bytesWritten()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static List<byte[]> plainChunks(byte[] bundle) throws IOException {
        return plainChunks(BundleReader.of(bundle));
    }

    private static List<byte[]> plainChunks(BundleReader reader) throws IOException {
        var chunks = new ArrayList<byte[]>();
        for (var frame = reader.next(); frame != null; frame = reader.next()) {
            switch (frame) {
                case ChunkFrame(var id, var chunk) -> chunks.add(chunk.plain(id));
                case ManifestFrame(var manifest) -> assertThat(manifest).isEqualTo(ManifestTest.EXAMPLE);
            }
        }
        return chunks;
    }

    @Test
    void bytesAreThoseOfVersionOne() throws IOException {
        Golden.check("bundle-raw-v1.bin", example(false));
    }

    @Test
    void readsACompressedBundleOfVersionOne() throws IOException {
        if (Boolean.getBoolean("cairn.golden.write")) {
            Golden.check("bundle-zstd-v1.bin", example(true));
        }
        assertThat(plainChunks(Golden.read("bundle-zstd-v1.bin")))
                .containsExactlyElementsOf(plainChunks(example(false)));
    }

    @Test
    void everyChunkSizeUpTo8193ComesBack() throws IOException {
        try (var compressor = new Compressor()) {
            var bytes = new byte[8193];
            RANDOM.nextBytes(bytes);
            Arrays.fill(bytes, 3000, 5000, (byte) 7);
            for (int from = 1; from <= bytes.length; from += 500) {
                var out = new ByteArrayOutputStream();
                var writer = new BundleWriter(out);
                var sent = new ArrayList<byte[]>();
                for (int size = from; size < Math.min(from + 500, bytes.length + 1); size++) {
                    var chunk = Arrays.copyOf(bytes, size);
                    sent.add(chunk);
                    writer.chunk(ChunkId.of(chunk, 0, size), compressor.encode(chunk, 0, size));
                }
                writer.end();
                var dribbling = new BundleReader(new Dribble(out.toByteArray()), BundleLimits.STREAM);
                assertThat(plainChunks(dribbling)).containsExactlyElementsOf(sent);
            }
        }
    }

    /** A stream that gives a few bytes at a time, as networks do. */
    private static final class Dribble extends InputStream {
        private final InputStream whole;

        Dribble(byte[] bytes) {
            this.whole = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return whole.read(to, offset, Math.min(length, 1 + RANDOM.nextInt(3000)));
        }
    }

    @Test
    void refusesABundleCutOffAnywhere() throws IOException {
        var bundle = example(true);
        for (int length = 0; length < bundle.length; length++) {
            var cut = Arrays.copyOf(bundle, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plainChunks(cut))
                    .withMessageContaining("cut off");
        }
    }

    @Test
    void refusesBytesAfterTheEnd() throws IOException {
        var bundle = example(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plainChunks(Arrays.copyOf(bundle, bundle.length + 1)))
                .withMessageContaining("after its end");
    }

    @Test
    void anyDamageIsRefusedOrTheBytesAreStillRight() throws IOException {
        var bundle = example(true);
        var right = plainChunks(bundle);
        for (int round = 0; round < 4000; round++) {
            var damaged = bundle.clone();
            damaged[RANDOM.nextInt(damaged.length)] ^= (byte) (1 << RANDOM.nextInt(8));
            try {
                assertThat(plainChunks(damaged)).containsExactlyElementsOf(right);
            } catch (IllegalArgumentException | AssertionError expected) {
                // A flipped bit in the manifest gives another manifest: its own id tells, not the bundle.
                assertThat(expected).isNotNull();
            }
        }
    }

    @Test
    void refusesChunksThatAreNotWhatTheyAreNamed() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new BundleWriter(out);
        var bytes = new byte[] {1, 2, 3};
        writer.chunk(ChunkId.of(bytes, 0, 2), new Encoded(Codec.RAW, 3, bytes, 0, 3));
        writer.end();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plainChunks(out.toByteArray()))
                .withMessageContaining("not that chunk");
    }

    @Test
    void refusesLengthsBeyondTheLimitsWithoutAllocatingThem() {
        byte[] huge = ByteBuffer.allocate(20)
                .putInt(Bundle.MARKER_V1)
                .put(Bundle.CHUNK)
                .putInt(Integer.MAX_VALUE)
                .array();
        assertThatIllegalArgumentException().isThrownBy(() -> plainChunks(huge)).withMessageContaining("frame");
        byte[] claimed = ByteBuffer.allocate(20)
                .putInt(Bundle.MARKER_V1)
                .put(Bundle.MANIFEST)
                .putInt(ManifestCodec.ENCODED_LENGTH_MAX)
                .array();
        var stream = new BundleReader(new ByteArrayInputStream(claimed), BundleLimits.STREAM);
        assertThatIllegalArgumentException().isThrownBy(stream::next).withMessageContaining("cut off");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plainChunks(claimed))
                .withMessageContaining("more than");
    }

    @Test
    void refusesMoreFramesOrBytesThanAllowed() throws IOException {
        var bundle = example(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        plainChunks(new BundleReader(new ByteArrayInputStream(bundle), new BundleLimits(1000, 2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plainChunks(
                        new BundleReader(new ByteArrayInputStream(bundle), new BundleLimits(bundle.length - 1, 99))));
    }

    @Test
    void keepsACompressedFormOnlyIfItSavesThreePercent() {
        var noise = new byte[10_000];
        RANDOM.nextBytes(noise);
        try (var compressor = new Compressor()) {
            assertThat(compressor.encode(noise, 0, noise.length).codec()).isEqualTo(Codec.RAW);
            assertThat(compressor.encode(noise, 0, 1).codec()).isEqualTo(Codec.RAW);
            assertThat(compressor.encode(new byte[10_000], 0, 10_000).codec()).isEqualTo(Codec.ZSTD);
        }
        assertThat(Compressor.worthIt(97, 100)).isTrue();
        assertThat(Compressor.worthIt(98, 100)).isFalse();
    }
}
