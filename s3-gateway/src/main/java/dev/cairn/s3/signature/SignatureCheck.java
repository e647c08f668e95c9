package dev.cairn.s3.signature;

import dev.cairn.s3.wire.Percent;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the signature of a request (Signature Version 4, in the header or in the query). Reads no byte of the body. */
public final class SignatureCheck {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Duration SKEW_MAX = Duration.ofMinutes(15);
    private static final int EXPIRES_SECONDS_MAX = 7 * 24 * 3600;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Credentials credentials;
    private final InstantSource clock;

    public SignatureCheck(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Who signed it; AccessDenied for nobody, SignatureDoesNotMatch and its like for a wrong signature. */
    public Signer check(S3Request request) {
        var authorization = request.header("Authorization");
        if (authorization != null && request.query().has("X-Amz-Algorithm")) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "Only one way of signing is allowed, header or query.");
        }
        if (authorization != null) {
            if (authorization.startsWith(ALGORITHM)) {
                return header(request, authorization.substring(ALGORITHM.length()));
            }
            throw new S3Exception(
                    S3Error.INVALID_REQUEST, "Only Signature Version 4 (" + ALGORITHM + ") is understood.");
        }
        if (request.query().has("X-Amz-Algorithm")) {
            return presigned(request);
        }
        if (request.query().has("Signature")) {
            throw new S3Exception(
                    S3Error.INVALID_REQUEST, "Only Signature Version 4 (" + ALGORITHM + ") is understood.");
        }
        throw new S3Exception(S3Error.ACCESS_DENIED, "Requests must be signed.");
    }

    private Signer header(S3Request request, String fields) {
        var parts = fields(fields);
        var malformed = S3Error.AUTHORIZATION_HEADER_MALFORMED;
        var scope = Scope.parse(required(parts.get("Credential"), "Credential", malformed), malformed);
        var signedHeaders = signedHeaders(required(parts.get("SignedHeaders"), "SignedHeaders", malformed), malformed);
        var signature = required(parts.get("Signature"), "Signature", malformed);
        var payloadHash = request.header("x-amz-content-sha256");
        if (payloadHash == null) {
            throw new S3Exception(S3Error.MISSING_CONTENT_SHA256);
        }
        var time = request.header("x-amz-date") != null
                ? parseTime(request.header("x-amz-date"))
                : S3Times.parse(request.header("Date"));
        if (time == null) {
            throw new S3Exception(S3Error.ACCESS_DENIED, "A signed request has a valid x-amz-date or Date.");
        }
        if (Duration.between(time, clock.instant()).abs().compareTo(SKEW_MAX) > 0) {
            throw new S3Exception(S3Error.REQUEST_TIME_TOO_SKEWED);
        }
        refuseUnsigned(request, signedHeaders);
        return verify(request, scope, time, signedHeaders, payloadHash, signature, malformed);
    }

    private Signer presigned(S3Request request) {
        var malformed = S3Error.AUTHORIZATION_QUERY_ERROR;
        var query = request.query();
        if (!ALGORITHM.equals(query.get("X-Amz-Algorithm"))) {
            throw new S3Exception(malformed, "X-Amz-Algorithm is " + ALGORITHM + ".");
        }
        var scope = Scope.parse(required(query.get("X-Amz-Credential"), "X-Amz-Credential", malformed), malformed);
        var signedHeaders =
                signedHeaders(required(query.get("X-Amz-SignedHeaders"), "X-Amz-SignedHeaders", malformed), malformed);
        var signature = required(query.get("X-Amz-Signature"), "X-Amz-Signature", malformed);
        var time = parseTime(query.get("X-Amz-Date"));
        if (time == null) {
            throw new S3Exception(malformed, "X-Amz-Date is missing or no date.");
        }
        int seconds = query.number("X-Amz-Expires", -1);
        if (seconds < 1 || seconds > EXPIRES_SECONDS_MAX) {
            throw new S3Exception(malformed, "X-Amz-Expires is 1 to " + EXPIRES_SECONDS_MAX + " seconds.");
        }
        var now = clock.instant();
        if (time.isAfter(now.plus(SKEW_MAX))) {
            throw new S3Exception(S3Error.ACCESS_DENIED, "The request is not valid yet.");
        }
        if (now.isAfter(time.plusSeconds(seconds))) {
            throw new S3Exception(S3Error.ACCESS_DENIED, "The request has expired.");
        }
        refuseUnsigned(request, signedHeaders);
        var payloadHash = query.get("X-Amz-Content-Sha256");
        if (payloadHash == null && signedHeaders.contains("x-amz-content-sha256")) {
            payloadHash = request.header("x-amz-content-sha256");
        }
        return verify(
                request,
                scope,
                time,
                signedHeaders,
                payloadHash == null ? UNSIGNED : payloadHash,
                signature,
                malformed);
    }

    private Signer verify(
            S3Request request,
            Scope scope,
            Instant time,
            List<String> signedHeaders,
            String payloadHash,
            String signature,
            S3Error malformed) {
        var timeText = TIME.format(time);
        if (!timeText.startsWith(scope.date() + "T")) {
            throw new S3Exception(malformed, "The date of the credential is not that of the request.");
        }
        var signingKey = scope.signingKey(credentials.find(scope.accessKey()).secretKey());
        // Most clients sign the path S3 documents; some sign what they send.
        var documented = Percent.encodePath(Percent.decode(request.path()));
        for (var path : documented.equals(request.path()) ? List.of(documented) : List.of(documented, request.path())) {
            var hash = CanonicalRequest.hash(request, path, signedHeaders, payloadHash);
            var expected = Hmac.hex(signingKey, ALGORITHM + "\n" + timeText + "\n" + scope.text() + "\n" + hash);
            if (Hmac.same(expected, signature)) {
                return new Signer(scope.accessKey(), payloadHash, signature, timeText, scope.text(), signingKey);
            }
        }
        throw new S3Exception(S3Error.SIGNATURE_DOES_NOT_MATCH);
    }

    private static void refuseUnsigned(S3Request request, List<String> signedHeaders) {
        for (var name : request.headerNames()) {
            if (name.startsWith("x-amz-") && !name.equals("x-amz-content-sha256") && !signedHeaders.contains(name)) {
                throw new S3Exception(S3Error.ACCESS_DENIED, "The header " + name + " is not signed.");
            }
        }
    }

    private static List<String> signedHeaders(String text, S3Error malformed) {
        var names = Arrays.asList(text.split(";"));
        if (!names.contains("host")) {
            throw new S3Exception(malformed, "The header host must be signed.");
        }
        return names;
    }

    private static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        for (var field : text.split(",")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
        }
        return fields;
    }

    private static String required(@Nullable String value, String name, S3Error malformed) {
        if (value == null || value.isEmpty()) {
            throw new S3Exception(malformed, name + " is missing.");
        }
        return value;
    }

    private static @Nullable Instant parseTime(@Nullable String text) {
        try {
            return text == null ? null : TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
