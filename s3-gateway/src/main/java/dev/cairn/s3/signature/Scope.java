package dev.cairn.s3.signature;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;

/**
 * What a signature is for.
 *
 * @param date {@code yyyyMMdd}
 * @param region any: an installation has one place, and clients are configured with all kinds of names for it
 */
record Scope(String accessKey, String date, String region) {
    private static final int ACCESS_KEY_LENGTH_MAX = 128;

    /** Reads {@code key/20260301/us-east-1/s3/aws4_request}. */
    static Scope parse(String credential, S3Error whenMalformed) {
        var parts = credential.split("/", -1);
        if (parts.length != 5) {
            throw new S3Exception(whenMalformed, "A credential has five parts: key, date, region, s3, aws4_request.");
        }
        if (!parts[3].equals("s3") || !parts[4].equals("aws4_request")) {
            throw new S3Exception(whenMalformed, "The credential's scope is not s3/aws4_request.");
        }
        if (parts[0].length() > ACCESS_KEY_LENGTH_MAX || !parts[0].matches("[A-Za-z0-9_-]+")) {
            throw new S3Exception(S3Error.INVALID_ACCESS_KEY_ID);
        }
        return new Scope(parts[0], parts[1], parts[2]);
    }

    String text() {
        return date + "/" + region + "/s3/aws4_request";
    }

    byte[] signingKey(String secretKey) {
        var dated = Hmac.of(("AWS4" + secretKey).getBytes(java.nio.charset.StandardCharsets.UTF_8), date);
        return Hmac.of(Hmac.of(Hmac.of(dated, region), "s3"), "aws4_request");
    }
}
