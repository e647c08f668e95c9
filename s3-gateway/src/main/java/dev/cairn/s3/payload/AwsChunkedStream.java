package dev.cairn.s3.payload;

import dev.cairn.s3.signature.Signer;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the {@code aws-chunked} framing off: chunks of any size with a line in front, then perhaps trailers. A wrong chunk
 * signature is told at the end of its chunk, a wrong trailer signature at the end of the stream; nothing may be named before
 * the stream has ended. Holds no chunk in memory.
 */
final class AwsChunkedStream extends InputStream {
    private static final int LINE_BYTES_MAX = 1_024;
    private static final int TRAILERS_MAX = 20;
    private static final String CHUNK_SIGNATURE = "chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final @Nullable Signer signer;
    private final boolean withTrailer;
    private final long lengthMax;
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private final MessageDigest chunkHash = ChecksumAlgorithm.digest("SHA-256");
    private String previousSignature;
    private @Nullable String chunkSignature;
    private long announced;
    private long leftInChunk;
    private boolean inChunk;
    private boolean ended;

    /**
     * @param signer checks the chunk signatures; null: chunks are not signed
     * @param lengthMax the decoded length that was announced
     */
    AwsChunkedStream(InputStream in, @Nullable Signer signer, boolean withTrailer, long lengthMax) {
        this.in = in;
        this.signer = signer;
        this.withTrailer = withTrailer;
        this.lengthMax = lengthMax;
        this.previousSignature = signer == null ? "" : signer.signature();
    }

    /** What came after the last chunk, by name in lower case; complete once the stream has ended. */
    Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (leftInChunk == 0) {
            if (ended) {
                return -1;
            }
            nextChunk();
        }
        int read = in.read(bytes, offset, (int) Math.min(length, leftInChunk));
        if (read < 0) {
            throw new S3Exception(S3Error.INCOMPLETE_BODY);
        }
        if (signer != null) {
            chunkHash.update(bytes, offset, read);
        }
        leftInChunk -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (inChunk) {
            endChunk();
        }
        var head = required(line());
        int semicolon = head.indexOf(';');
        leftInChunk = size(semicolon < 0 ? head : head.substring(0, semicolon));
        announced += leftInChunk;
        if (announced > lengthMax) {
            throw new S3Exception(S3Error.INCOMPLETE_BODY, "More bytes came than x-amz-decoded-content-length says.");
        }
        var extension = semicolon < 0 ? "" : head.substring(semicolon + 1).strip();
        chunkSignature = extension.startsWith(CHUNK_SIGNATURE) ? extension.substring(CHUNK_SIGNATURE.length()) : null;
        inChunk = true;
        if (leftInChunk == 0) {
            checkChunk();
            readTrailers();
            ended = true;
        }
    }

    private void endChunk() throws IOException {
        if (!required(line()).isEmpty()) {
            throw malformed();
        }
        checkChunk();
    }

    private void checkChunk() {
        if (signer == null) {
            return;
        }
        var hash = HexFormat.of().formatHex(chunkHash.digest());
        var expected = signer.chunkSignature(previousSignature, hash);
        if (chunkSignature == null || !Signer.same(expected, chunkSignature)) {
            throw new S3Exception(S3Error.SIGNATURE_DOES_NOT_MATCH, "The signature of a chunk is wrong.");
        }
        previousSignature = expected;
    }

    private void readTrailers() throws IOException {
        var signed = new StringBuilder();
        @Nullable String signature = null;
        int count = 0;
        for (var line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (!withTrailer || colon < 1 || ++count > TRAILERS_MAX) {
                throw malformed();
            }
            var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            if (name.equals(TRAILER_SIGNATURE)) {
                signature = value;
            } else {
                trailers.put(name, value);
                signed.append(name).append(':').append(value).append('\n');
            }
        }
        if (signer != null && withTrailer) {
            var expected = signer.trailerSignature(previousSignature, sha256(signed.toString()));
            if (signature == null || !Signer.same(expected, signature)) {
                throw new S3Exception(S3Error.SIGNATURE_DOES_NOT_MATCH, "The signature of the trailer is wrong.");
            }
        }
    }

    private static String sha256(String text) {
        return HexFormat.of()
                .formatHex(ChecksumAlgorithm.digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The next line without its end; null at the end of the body. */
    private @Nullable String line() throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == LINE_BYTES_MAX) {
                throw malformed();
            }
            line.append((char) c);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        return line.toString();
    }

    private static String required(@Nullable String line) {
        if (line == null) {
            throw new S3Exception(S3Error.INCOMPLETE_BODY);
        }
        return Objects.requireNonNull(line);
    }

    private static long size(String hex) {
        try {
            if (hex.length() <= 15) {
                long size = Long.parseLong(hex.strip(), 16);
                if (size >= 0) {
                    return size;
                }
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw malformed();
    }

    private static S3Exception malformed() {
        return new S3Exception(S3Error.INVALID_REQUEST, "The aws-chunked framing of the body is not valid.");
    }
}
