package dev.cairn.s3.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AwsChunkedStreamTest {
    private static final String TRAILER = "x-amz-checksum-crc32:AAAAAA==\r\n\r\n";

    /** Hands bytes out in portions of random length, as a network does. */
    private static InputStream dripping(byte[] bytes, long seed) {
        var random = new Random(seed);
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(50)));
            }
        };
    }

    private static byte[] framed(byte[] bytes, Random random) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(300), bytes.length - at);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, at, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            at += length;
        }
        out.writeBytes(("0\r\n" + TRAILER).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void assertRefused(String framed, long length, S3Error error) {
        var stream = new AwsChunkedStream(
                new ByteArrayInputStream(framed.getBytes(StandardCharsets.ISO_8859_1)), null, true, length);
        assertThatThrownBy(stream::readAllBytes).isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.error())
                .isEqualTo(error));
    }

    @Test
    void whereverTheFramesAndThePacketsEndTheBytesAreTheSame() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var bytes = new byte[random.nextInt(3_000)];
            random.nextBytes(bytes);
            var stream = new AwsChunkedStream(dripping(framed(bytes, random), seed), null, true, bytes.length);
            assertThat(stream.readAllBytes()).as("seed %d", seed).isEqualTo(bytes);
            assertThat(stream.trailers()).containsEntry("x-amz-checksum-crc32", "AAAAAA==");
        }
    }

    @Test
    void aBodyThatIsCutOffAnywhereIsNeverTakenForAWholeOne() {
        var bytes = new byte[700];
        var framed = framed(bytes, new Random(1));
        int lastByteOfData = framed.length - ("\r\n0\r\n" + TRAILER).length();
        for (int length = 0; length < lastByteOfData; length++) {
            assertRefused(new String(framed, 0, length, StandardCharsets.ISO_8859_1), 700, S3Error.INCOMPLETE_BODY);
        }
    }

    @Test
    void framingThatIsNoneIsRefused() {
        assertRefused("zz\r\n", 10, S3Error.INVALID_REQUEST);
        assertRefused("-5\r\n", 10, S3Error.INVALID_REQUEST);
        assertRefused("ffffffffffffffff\r\n", 10, S3Error.INVALID_REQUEST);
        assertRefused("2\r\nabc\r\n0\r\n\r\n", 10, S3Error.INVALID_REQUEST);
        assertRefused("b\r\n", 10, S3Error.INCOMPLETE_BODY);
        assertRefused("0\r\nno colon\r\n\r\n", 10, S3Error.INVALID_REQUEST);
        assertRefused("1".repeat(2_000), 10, S3Error.INVALID_REQUEST);
        assertRefused("0\r\n" + "a:b\r\n".repeat(30), 10, S3Error.INVALID_REQUEST);
    }
}
