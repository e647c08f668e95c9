package dev.cairn.s3.signature;

import dev.cairn.s3.wire.Percent;
import dev.cairn.s3.wire.Query;
import dev.cairn.s3.wire.S3Request;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The one text both sides sign (Signature Version 4, "canonical request"). */
final class CanonicalRequest {
    private CanonicalRequest() {}

    /**
     * Its SHA-256.
     *
     * @param path the path as it is to be signed, encoded
     */
    static String hash(S3Request request, String path, List<String> signedHeaders, String payloadHash) {
        var text = new StringBuilder();
        text.append(request.method()).append('\n');
        text.append(path).append('\n');
        text.append(query(request.query())).append('\n');
        for (var name : signedHeaders) {
            text.append(name).append(':').append(value(request, name)).append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payloadHash);
        // The web server hands header bytes over as ISO 8859-1; so these are the bytes the client sent and signed.
        return Hmac.sha256(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String value(S3Request request, String name) {
        return request.headers(name).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    private static String query(Query query) {
        return query.parameters().stream()
                .filter(parameter -> !parameter.name().equals("X-Amz-Signature"))
                .map(parameter ->
                        new Query.Parameter(Percent.encode(parameter.name()), Percent.encode(parameter.value())))
                .sorted(Comparator.comparing(Query.Parameter::name).thenComparing(Query.Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }
}
