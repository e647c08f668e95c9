package dev.cairn.s3.payload;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The checksum a request carries.
 *
 * @param value from the header; null: it comes in the trailer
 */
@SuppressWarnings("ArrayRecordComponent") // a value to compare with once
record ExpectedChecksum(ChecksumAlgorithm algorithm, byte @Nullable [] value) {
    /** What the headers say; null when they say nothing. */
    static @Nullable ExpectedChecksum of(S3Request request, boolean streaming) {
        @Nullable ExpectedChecksum found = null;
        for (var algorithm : ChecksumAlgorithm.values()) {
            var header = request.header(algorithm.header());
            if (header != null) {
                if (found != null) {
                    throw new S3Exception(S3Error.INVALID_REQUEST, "Only one checksum is allowed.");
                }
                found = new ExpectedChecksum(algorithm, decode(algorithm, header));
            }
        }
        var trailer = request.header("x-amz-trailer");
        if (trailer == null) {
            return found;
        }
        var announced = ChecksumAlgorithm.ofHeader(trailer.strip());
        if (found != null || announced == null || !streaming) {
            throw new S3Exception(
                    S3Error.INVALID_REQUEST,
                    "x-amz-trailer announces one checksum (crc32, crc32c, crc64nvme, sha1, sha256) of a streamed body.");
        }
        return new ExpectedChecksum(announced, null);
    }

    void verify(byte[] computed, @Nullable AwsChunkedStream framed) {
        var expected = value;
        if (expected == null) {
            var trailer = framed == null ? null : framed.trailers().get(algorithm.header());
            if (trailer == null) {
                throw new S3Exception(S3Error.INVALID_REQUEST, "The trailer " + algorithm.header() + " did not come.");
            }
            expected = decode(algorithm, trailer);
        }
        if (!MessageDigest.isEqual(expected, computed)) {
            throw new S3Exception(
                    S3Error.BAD_DIGEST, "The " + algorithm + " you sent is not that of the bytes received.");
        }
    }

    private static byte[] decode(ChecksumAlgorithm algorithm, String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == algorithm.bytes()) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new S3Exception(S3Error.INVALID_REQUEST, "Value for " + algorithm.header() + " header is invalid.");
    }
}
