package dev.cairn.upload.tus;

import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.upload.session.Checksum;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the headers of the protocol. */
final class TusHeaders {
    static final String RESUMABLE = "Tus-Resumable";
    static final String VERSION = "1.0.0";
    static final String EXTENSIONS =
            "creation,creation-defer-length,creation-with-upload,expiration,checksum,termination";
    static final String OFFSET = "Upload-Offset";
    static final String LENGTH = "Upload-Length";
    static final String DEFER_LENGTH = "Upload-Defer-Length";
    static final String METADATA = "Upload-Metadata";
    static final String CHECKSUM = "Upload-Checksum";
    static final String EXPIRES = "Upload-Expires";
    static final String CONTENT_TYPE = "application/offset+octet-stream";

    /** Name on the wire, name in the JDK. */
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

    static final String CHECKSUM_ALGORITHMS = "sha1,sha256,md5";
    private static final int DIGITS_MAX = 18;

    private TusHeaders() {}

    /** Every exchange is of version 1.0.0. */
    static void negotiate(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(RESUMABLE, VERSION);
        if (!VERSION.equals(request.getHeader(RESUMABLE))) {
            response.setHeader("Tus-Version", VERSION);
            throw new ProblemException(
                    Problem.UNSUPPORTED_TUS_VERSION, "The header " + RESUMABLE + " must be " + VERSION);
        }
    }

    static boolean hasBytes(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.strip().equalsIgnoreCase(CONTENT_TYPE);
    }

    /** A header that is a number of bytes; null when it is absent. */
    static @Nullable Long number(HttpServletRequest request, String name) {
        var text = request.getHeader(name);
        if (text == null) {
            return null;
        }
        if (text.isEmpty() || text.length() > DIGITS_MAX || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ProblemException.invalid(name, "This header must be a number of bytes");
        }
        return Long.parseLong(text);
    }

    static @Nullable Checksum checksum(HttpServletRequest request) {
        var text = request.getHeader(CHECKSUM);
        if (text == null) {
            return null;
        }
        var parts = text.split(" ", 2);
        var algorithm = ALGORITHMS.get(parts[0]);
        if (algorithm == null || parts.length != 2) {
            throw ProblemException.invalid(
                    CHECKSUM,
                    "This header must be an algorithm of " + CHECKSUM_ALGORITHMS
                            + ", a space and the base64 of the checksum");
        }
        try {
            return new Checksum(algorithm, Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(CHECKSUM, "The checksum is not base64");
        }
    }

    /** An id that is none belongs to nothing. */
    static UploadId uploadId(String text) {
        try {
            return UploadId.of(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("This upload");
        }
    }
}
