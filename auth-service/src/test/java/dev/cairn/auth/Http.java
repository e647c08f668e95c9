package dev.cairn.auth;

import java.io.IOException;
import java.net.CookieManager;
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

/** A browser, or a program: keeps cookies, follows no redirects. */
final class Http implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final AuthServer server;

    Http(AuthServer server) {
        this.server = server;
    }

    record Reply(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String location() {
            return response.headers().firstValue("Location").orElse("");
        }
    }

    Reply get(String path, @Nullable String token) {
        return send("GET", path, token, null);
    }

    /** As {@link #get}, with this host name in the address. */
    Reply getAt(String host, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://" + host + ":" + server.port() + path)));
    }

    Reply getWith(String path, String header, String value) {
        return send(HttpRequest.newBuilder(server.uri(path)).header(header, value));
    }

    /** Sends a body of JSON, if there is one. */
    Reply send(String method, String path, @Nullable String token, @Nullable Object body) {
        var request = HttpRequest.newBuilder(server.uri(path));
        if (token != null) {
            request.header("Authorization", token.contains(" ") ? token : "Bearer " + token);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        return send(request);
    }

    Reply form(String path, Map<String, String> fields, String... headers) {
        var request = HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Reply signIn(String name, String password) {
        return form(
                "/oauth2/token",
                Map.of(
                        "grant_type", "urn:cairn:oauth:grant-type:password",
                        "client_id", "cairn-desktop",
                        "username", name,
                        "password", password,
                        "device_name", "laptop"));
    }

    Reply refresh(String refreshToken) {
        return form(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "client_id", "cairn-desktop", "refresh_token", refreshToken));
    }

    /** Says what of the device is wiped. */
    Reply wiped(String refreshToken, String report) {
        return form(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "cairn-desktop",
                        "refresh_token",
                        refreshToken,
                        "wiped",
                        report));
    }

    Reply refresh(String refreshToken, String attempt) {
        return form(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "cairn-desktop",
                        "refresh_token",
                        refreshToken,
                        "attempt",
                        attempt));
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> query(String uri) {
        return java.util.Arrays.stream(URI.create(uri).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        client.close();
    }
}
