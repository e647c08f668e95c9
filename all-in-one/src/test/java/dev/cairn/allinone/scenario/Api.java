package dev.cairn.allinone.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program on the REST API. */
public final class Api {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final String token;

    /** A reply with its JSON. */
    public record Reply(int status, JsonNode json) {}

    private Api(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** Signs in without a browser. */
    public static Api signIn(URI server, String user, String password) throws IOException, InterruptedException {
        var form = Map.of(
                "grant_type", "urn:cairn:oauth:grant-type:password",
                "client_id", "cairn-desktop",
                "username", user,
                "password", password,
                "device_name", "a program");
        var body = form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(server.resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        var reply = HTTP.send(request, BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new AssertionError("sign-in: " + reply.statusCode() + " " + reply.body());
        }
        return new Api(
                server,
                JsonMapper.shared().readTree(reply.body()).get("access_token").asString());
    }

    /** The same server for somebody who is not signed in. */
    Api stranger() {
        return new Api(server, "");
    }

    String token() {
        return token;
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public Reply post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json);
    }

    public Reply delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    /** The bytes behind a relative URL, without a token. */
    HttpResponse<byte[]> download(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(server.resolve(url)).build(), BodyHandlers.ofByteArray());
    }

    private Reply send(String method, String path, @Nullable String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var reply = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Reply(
                reply.statusCode(), JsonMapper.shared().readTree(reply.body().isBlank() ? "{}" : reply.body()));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
