package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressorTest {
    private static final int LONG = 1 << 20;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void leavesAloneWhatDoesNotShrink() {
        for (int length : new int[] {1, 1000, LONG / 8, LONG, Manifest.ChunkRef.LENGTH_MAX}) {
            var encoded = encoded(noise(length));
            assertThat(encoded.codec()).as("%d bytes, seed %d", length, seed).isEqualTo(Codec.RAW);
        }
    }

    @Test
    void shrinksTextOfEveryLength() {
        for (int length : new int[] {1000, LONG / 8, LONG / 4, LONG / 4 + 1, LONG, Manifest.ChunkRef.LENGTH_MAX}) {
            var encoded = encoded(text(length));
            assertThat(encoded.length()).as("%d bytes, seed %d", length, seed).isLessThan(length / 2);
        }
    }

    /** Wherever the part begins that shrinks: it is longer than samples are apart. */
    @Test
    void findsWhatShrinksAmongWhatDoesNot() {
        for (int begin = 0; begin <= LONG / 2; begin += LONG / 16) {
            var bytes = noise(LONG);
            System.arraycopy(text(LONG / 2), 0, bytes, begin, LONG / 2);
            var encoded = encoded(bytes);
            assertThat(encoded.length()).as("from %d, seed %d", begin, seed).isLessThan(LONG * 3 / 4);
        }
    }

    /** Encodes, and makes sure that it decodes. */
    private Encoded encoded(byte[] bytes) {
        var around = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, around, 3, bytes.length);
        try (var compressor = new Compressor()) {
            var encoded = compressor.encode(around, 3, bytes.length);
            assertThat(Arrays.equals(encoded.plain(), bytes))
                    .as("seed %d", seed)
                    .isTrue();
            return encoded;
        }
    }

    private byte[] noise(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] text(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + Math.abs((int) (random.nextGaussian() * 2)));
        }
        return bytes;
    }
}
