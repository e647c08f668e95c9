package dev.cairn.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests by hand, written from the specification and not from the code it tests; so tests can send what no client sends. */
public final class TestSigner implements AutoCloseable {
    public static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String endpoint;
    private final String key;
    private final String secret;
    private final Instant now = InstantSource.system().instant();

    public TestSigner(S3TestServer server) {
        this.endpoint = server.endpoint();
        this.key = S3TestServer.ANN_KEY;
        this.secret = S3TestServer.ANN_SECRET;
    }

    /** A signature and what the chunks of the body need to go on from it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Signed(String authorization, String signature, String time, String scope, byte[] signingKey) {}

    /** Sends; the payload's hash is that of the body. */
    public HttpResponse<byte[]> send(String method, String pathAndQuery, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return sendHashed(method, pathAndQuery, body, hash(body), headers);
    }

    /** Sends with this {@code x-amz-content-sha256}; headers alternate names and values and are all signed. */
    public HttpResponse<byte[]> sendHashed(
            String method, String pathAndQuery, byte[] body, String payloadHash, String... headers)
            throws IOException, InterruptedException {
        var all = headers(headers);
        var signed = sign(method, pathAndQuery, payloadHash, all);
        return transmit(method, pathAndQuery, body, all, signed);
    }

    /** Sends a body in signed chunks, with a signed trailer if {@code trailer} is not empty ("name:value"). */
    public HttpResponse<byte[]> sendChunked(
            String pathAndQuery, byte[] body, int chunk, String trailer, boolean falsify, String... headers)
            throws IOException, InterruptedException {
        var all = headers(headers);
        all.put("x-amz-decoded-content-length", Integer.toString(body.length));
        all.put("content-encoding", "aws-chunked");
        var word = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" + (trailer.isEmpty() ? "" : "-TRAILER");
        var signed = sign("PUT", pathAndQuery, word, all);
        var framed = new ByteArrayOutputStream();
        var previous = signed.signature();
        for (int at = 0; at <= body.length; at += chunk) {
            var part = Arrays.copyOfRange(body, at, Math.min(body.length, at + chunk));
            previous = chunk(framed, signed, previous, part);
            if (part.length == 0) {
                break;
            }
            if (at + chunk >= body.length) {
                previous = chunk(framed, signed, previous, new byte[0]);
                break;
            }
        }
        if (!trailer.isEmpty()) {
            var signature = hex(hmac(
                    signed.signingKey(),
                    "AWS4-HMAC-SHA256-TRAILER\n" + signed.time() + "\n" + signed.scope() + "\n" + previous + "\n"
                            + hash((trailer + "\n").getBytes(StandardCharsets.UTF_8))));
            framed.writeBytes(
                    (trailer + "\r\nx-amz-trailer-signature:" + signature + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        framed.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        var bytes = framed.toByteArray();
        if (falsify) {
            bytes[bytes.length / 2] ^= 1;
        }
        return transmit("PUT", pathAndQuery, bytes, all, signed);
    }

    private static String chunk(ByteArrayOutputStream out, Signed signed, String previous, byte[] part) {
        var signature = hex(hmac(
                signed.signingKey(),
                "AWS4-HMAC-SHA256-PAYLOAD\n" + signed.time() + "\n" + signed.scope() + "\n" + previous + "\n"
                        + hash(new byte[0]) + "\n" + hash(part)));
        out.writeBytes((Integer.toHexString(part.length) + ";chunk-signature=" + signature + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(part);
        if (part.length > 0) {
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        return signature;
    }

    private HttpResponse<byte[]> transmit(
            String method, String pathAndQuery, byte[] body, Map<String, String> headers, Signed signed)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(endpoint + pathAndQuery))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", signed.authorization())
                .timeout(Duration.ofSeconds(60));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The head of a request as it goes over the wire, for tests that speak through a socket of their own. */
    public String head(String method, String pathAndQuery, byte[] body, String... headers) {
        var all = headers(headers);
        var signed = sign(method, pathAndQuery, hash(body), all);
        all.put("authorization", signed.authorization());
        all.put("content-length", Integer.toString(body.length));
        return all.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining("", method + " " + pathAndQuery + " HTTP/1.1\r\n", "\r\n"));
    }

    private Signed sign(String method, String pathAndQuery, String payloadHash, Map<String, String> headers) {
        var time = TIME.format(now);
        headers.put("host", URI.create(endpoint).getAuthority());
        headers.put("x-amz-date", time);
        headers.put("x-amz-content-sha256", payloadHash);
        int question = pathAndQuery.indexOf('?');
        var path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        var query = question < 0 ? "" : pathAndQuery.substring(question + 1);
        var canonicalQuery = Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.contains("=") ? part : part + "=")
                .sorted()
                .collect(Collectors.joining("&"));
        var names = String.join(";", headers.keySet());
        var canonical = method + "\n" + path + "\n" + canonicalQuery + "\n"
                + headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + payloadHash;
        var scope = time.substring(0, 8) + "/eu-test-1/s3/aws4_request";
        var signingKey = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) {
            signingKey = hmac(signingKey, part);
        }
        var signature = hex(hmac(
                signingKey,
                "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical.getBytes(StandardCharsets.UTF_8))));
        var authorization = "AWS4-HMAC-SHA256 Credential=" + key + "/" + scope + ", SignedHeaders=" + names
                + ", Signature=" + signature;
        return new Signed(authorization, signature, time, scope, signingKey);
    }

    private static Map<String, String> headers(String... headers) {
        var all = new TreeMap<String, String>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        return all;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String hash(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        http.close();
    }
}
