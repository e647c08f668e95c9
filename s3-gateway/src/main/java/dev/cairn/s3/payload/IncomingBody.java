package dev.cairn.s3.payload;

import dev.cairn.s3.signature.Signer;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as the client meant it. Read it to its end with {@link #read}, then ask {@link #verify}: only then are
 * the bytes known to be what was signed and announced.
 */
public final class IncomingBody implements ByteSource {
    private final long length;
    private final InputStream in;
    private final @Nullable AwsChunkedStream framed;
    private final @Nullable ExpectedChecksum checksum;
    private final ChecksumAlgorithm.@Nullable Running running;
    private final MessageDigest md5 = ChecksumAlgorithm.digest("MD5");
    private final @Nullable MessageDigest sha256;
    private final @Nullable String expectedSha256;
    private final byte @Nullable [] expectedMd5;
    private long received;
    private @Nullable String md5Hex;
    private @Nullable ObjectChecksum result;

    private IncomingBody(S3Request request, Signer signer) throws IOException {
        var hash = signer.payloadHash();
        boolean streaming = hash.startsWith("STREAMING-");
        this.length = length(request, streaming);
        if (streaming) {
            boolean trailer = hash.endsWith("-TRAILER");
            this.framed = new AwsChunkedStream(request.rawBody(), chunkSigner(hash, signer), trailer, length);
            this.in = framed;
        } else {
            this.framed = null;
            this.in = request.rawBody();
        }
        this.expectedSha256 = streaming || hash.equals("UNSIGNED-PAYLOAD") ? null : checkedHash(hash);
        this.sha256 = expectedSha256 == null ? null : ChecksumAlgorithm.digest("SHA-256");
        this.expectedMd5 = md5(request.header("Content-MD5"));
        this.checksum = ExpectedChecksum.of(request, framed != null);
        this.running = checksum == null ? null : checksum.algorithm().start();
    }

    /** The body of a request that is signed by {@code signer}. Reads nothing yet. */
    public static IncomingBody of(S3Request request, Signer signer) throws IOException {
        return new IncomingBody(request, signer);
    }

    @Override
    public long length() {
        return length;
    }

    /** The algorithm of the checksum the client sends; null for none. */
    public @Nullable ChecksumAlgorithm algorithm() {
        return checksum == null ? null : checksum.algorithm();
    }

    @Override
    public int read(byte[] into) throws IOException {
        int filled = 0;
        while (filled < into.length) {
            int read = in.read(into, filled, into.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        received += filled;
        if (received > length) {
            throw new S3Exception(S3Error.INCOMPLETE_BODY);
        }
        md5.update(into, 0, filled);
        if (sha256 != null) {
            sha256.update(into, 0, filled);
        }
        if (running != null) {
            running.update(into, 0, filled);
        }
        return filled;
    }

    /** A whole small body, verified; EntityTooLarge beyond {@code max}. */
    public byte[] readAll(int max) throws IOException {
        if (length > max) {
            throw new S3Exception(S3Error.ENTITY_TOO_LARGE, "This body has at most " + max + " bytes.");
        }
        var all = new byte[(int) length];
        read(all);
        verify();
        return all;
    }

    /** Checks length, framing, signatures and checksums; every byte must have been read. */
    @Override
    public void verify() throws IOException {
        if (received != length || in.read() >= 0) {
            throw new S3Exception(S3Error.INCOMPLETE_BODY);
        }
        if (sha256 != null && !HexFormat.of().formatHex(sha256.digest()).equals(expectedSha256)) {
            throw new S3Exception(S3Error.X_AMZ_CONTENT_SHA256_MISMATCH);
        }
        var digest = md5.digest();
        if (expectedMd5 != null && !MessageDigest.isEqual(digest, expectedMd5)) {
            throw new S3Exception(S3Error.BAD_DIGEST, "Content-MD5 is not that of the bytes received.");
        }
        md5Hex = HexFormat.of().formatHex(digest);
        if (checksum != null && running != null) {
            var value = running.value();
            checksum.verify(value, framed);
            result =
                    new ObjectChecksum(checksum.algorithm(), Base64.getEncoder().encodeToString(value));
        }
    }

    @Override
    public String md5() {
        if (md5Hex == null) {
            throw new IllegalStateException("the body has not been verified");
        }
        return md5Hex;
    }

    /** The checksum the client sent, verified; null when it sent none. */
    public @Nullable ObjectChecksum checksum() {
        return result;
    }

    private static long length(S3Request request, boolean streaming) {
        if (!streaming) {
            if (request.rawLength() < 0) {
                throw new S3Exception(S3Error.MISSING_CONTENT_LENGTH);
            }
            return request.rawLength();
        }
        var decoded = request.header("x-amz-decoded-content-length");
        try {
            long length = decoded == null ? -1 : Long.parseLong(decoded);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new S3Exception(S3Error.MISSING_CONTENT_LENGTH, "x-amz-decoded-content-length must be told.");
    }

    private static @Nullable Signer chunkSigner(String hash, Signer signer) {
        return switch (hash) {
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" -> signer;
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> null;
            default -> throw new S3Exception(S3Error.NOT_IMPLEMENTED, hash + " is not offered here.");
        };
    }

    private static String checkedHash(String hash) {
        if (!hash.matches("[0-9a-fA-F]{64}")) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "x-amz-content-sha256 is not valid.");
        }
        return hash.toLowerCase(Locale.ROOT);
    }

    private static byte @Nullable [] md5(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            var bytes = Base64.getDecoder().decode(header.strip());
            if (bytes.length == 16) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new S3Exception(S3Error.INVALID_DIGEST);
    }
}
