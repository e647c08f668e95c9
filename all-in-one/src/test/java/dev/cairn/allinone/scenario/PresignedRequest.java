package dev.cairn.allinone.scenario;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Any S3 request, signed in its address ("Authenticating Requests: Using Query Parameters", AWS Signature Version 4): also those that
 * clients' libraries do not make.
 */
final class PresignedRequest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SERVICE = "us-east-1/s3/aws4_request";

    private PresignedRequest() {}

    /** @param headers all of them are signed */
    static HttpRequest of(
            URI server,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            Map.Entry<String, String> key)
            throws GeneralSecurityException {
        var time = TIME.format(Instant.now());
        var day = time.substring(0, 8);
        var signed = new TreeMap<>(headers);
        signed.put("host", server.getAuthority());
        var names = String.join(";", signed.keySet());
        var parameters = new TreeMap<>(query);
        parameters.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        parameters.put("X-Amz-Credential", key.getKey() + "/" + day + "/" + SERVICE);
        parameters.put("X-Amz-Date", time);
        parameters.put("X-Amz-Expires", "600");
        parameters.put("X-Amz-SignedHeaders", names);
        var text = parameters.entrySet().stream()
                .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
        var lines = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        var canonical = String.join("\n", method, path, text, lines, names, "UNSIGNED-PAYLOAD");
        var toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                time,
                day + "/" + SERVICE,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(canonical))));
        var signing = utf8("AWS4" + key.getValue());
        for (var part : (day + "/" + SERVICE).split("/", -1)) {
            signing = hmac(signing, part);
        }
        var signature = HexFormat.of().formatHex(hmac(signing, toSign));
        var request = HttpRequest.newBuilder(server.resolve(path + "?" + text + "&X-Amz-Signature=" + signature))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(utf8(text));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
