package dev.cairn.s3.object;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Response;
import java.util.List;
import java.util.Locale;

/**
 * Headers of a write that ask for something Cairn does in its own way. What it does anyway (encryption with its own keys, a
 * storage class) is accepted; what a client would wrongly believe to have (its own key, a public object, a lock, tags) is refused.
 */
public final class RequestPolicy {
    private static final List<String> HARMLESS_ACLS =
            List.of("private", "bucket-owner-full-control", "bucket-owner-read");
    private static final List<String> REFUSED = List.of(
            "x-amz-server-side-encryption-customer-algorithm",
            "x-amz-copy-source-server-side-encryption-customer-algorithm",
            "x-amz-object-lock-mode",
            "x-amz-object-lock-legal-hold",
            "x-amz-tagging",
            "x-amz-website-redirect-location");

    private RequestPolicy() {}

    /** Refuses what is not offered; AccessControlListNotSupported, NotImplemented. */
    public static void check(S3Request request) {
        var acl = request.header("x-amz-acl");
        if (acl != null && !HARMLESS_ACLS.contains(acl)) {
            throw new S3Exception(S3Error.ACL_NOT_SUPPORTED);
        }
        for (var name : request.headerNames()) {
            if (name.startsWith("x-amz-grant-")) {
                throw new S3Exception(S3Error.ACL_NOT_SUPPORTED);
            }
            if (REFUSED.contains(name) && !(name.equals("x-amz-tagging") && isEmpty(request, name))) {
                throw new S3Exception(S3Error.NOT_IMPLEMENTED, name + " is not offered here.");
            }
        }
        var encryption = request.header("x-amz-server-side-encryption");
        if (encryption != null && !encryption.equals("AES256")) {
            throw new S3Exception(S3Error.NOT_IMPLEMENTED, "Objects are encrypted with AES256, keys are Cairn's.");
        }
    }

    private static boolean isEmpty(S3Request request, String name) {
        var value = request.header(name);
        return value == null || value.isBlank();
    }

    /** Confirms the encryption a client asked for. */
    public static void tellEncryption(S3Request request, S3Response response) {
        var encryption = request.header("x-amz-server-side-encryption");
        if (encryption != null) {
            response.header("x-amz-server-side-encryption", encryption.toUpperCase(Locale.ROOT));
        }
    }
}
