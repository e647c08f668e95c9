package dev.cairn.s3.signature;

/**
 * Who signed a request, and what is needed to check the signatures inside its body.
 *
 * @param payloadHash what the signature says about the body: a SHA-256 in hexadecimal, {@code UNSIGNED-PAYLOAD}, or one of the
 *     {@code STREAMING-…} words
 * @param signature the request's own, the first of the chain of chunk signatures
 */
@SuppressWarnings("ArrayRecordComponent") // a key, never compared
public record Signer(
        String accessKey, String payloadHash, String signature, String time, String scope, byte[] signingKey) {
    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** The signature of the next chunk of an {@code aws-chunked} body. */
    public String chunkSignature(String previous, String chunkHash) {
        return Hmac.hex(
                signingKey,
                "AWS4-HMAC-SHA256-PAYLOAD\n" + time + "\n" + scope + "\n" + previous + "\n" + EMPTY_HASH + "\n"
                        + chunkHash);
    }

    /** The signature of the trailer of an {@code aws-chunked} body. */
    public String trailerSignature(String previous, String trailerHash) {
        return Hmac.hex(
                signingKey, "AWS4-HMAC-SHA256-TRAILER\n" + time + "\n" + scope + "\n" + previous + "\n" + trailerHash);
    }

    /** Compares two signatures without telling by the time it takes where the difference is. */
    public static boolean same(String expected, String given) {
        return Hmac.same(expected, given);
    }

    @Override
    public String toString() {
        return "Signer[" + accessKey + "]";
    }
}
