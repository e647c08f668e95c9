package dev.cairn.desktop.remote;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Requests to one server, with its errors decoded (RFC 9457). Thread-safe. */
public final class Http {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration REPLY_MAX = Duration.ofMinutes(3);
    private static final int PROBLEM_BYTES_MAX = 1 << 20;
    private static final int REPLY_BYTES_MAX = 64 << 20;
    private static final String JSON_TYPE = "application/json";
    private static final String BYTES_TYPE = "application/octet-stream";

    private final URI base;
    private final HttpClient client;
    private final JsonMapper json;
    private final @Nullable AccessTokens tokens;

    /**
     * @param base the installation's address, with or without a path
     * @param tokens null: requests carry none
     */
    public Http(URI base, HttpClient client, JsonMapper json, @Nullable AccessTokens tokens) {
        this.base = base;
        this.client = client;
        this.json = json;
        this.tokens = tokens;
    }

    /** A client for all requests of a process. */
    public static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The same server for somebody with tokens. */
    public Http with(AccessTokens newTokens) {
        return new Http(base, client, json, newTokens);
    }

    /** The underlying client. */
    public HttpClient client() {
        return client;
    }

    /** How JSON is read and written. */
    public JsonMapper json() {
        return json;
    }

    /** The current access token; {@link IllegalStateException} without a source of them. */
    public String token() throws IOException {
        if (tokens == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return tokens.current();
    }

    /** The address of a path like {@code /api/v1/spaces}. */
    public URI address(String path) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    /** GET of JSON. */
    public <T> T get(String path, Class<T> type) throws IOException {
        return read(send("GET", path, BodyPublishers.noBody(), null, JSON_TYPE, headers -> {}), type);
    }

    /** GET of bytes; nothing when they are more than {@code bytesMax}. */
    public Optional<byte[]> download(String path, int bytesMax) throws IOException {
        try (var reply = send("GET", path, BodyPublishers.noBody(), null, "*/*", headers -> {})) {
            var bytes = reply.readNBytes(bytesMax + 1);
            return bytes.length > bytesMax ? Optional.empty() : Optional.of(bytes);
        }
    }

    /** Sends JSON, gets JSON. */
    public <T> T send(String method, String path, Object body, Class<T> type) throws IOException {
        var bytes = BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        return read(send(method, path, bytes, JSON_TYPE, JSON_TYPE, headers -> {}), type);
    }

    /** POST without a body, gets JSON. */
    public <T> T post(String path, Class<T> type) throws IOException {
        return read(send("POST", path, BodyPublishers.noBody(), null, JSON_TYPE, headers -> {}), type);
    }

    /** DELETE. */
    public void delete(String path) throws IOException {
        send("DELETE", path, BodyPublishers.noBody(), null, JSON_TYPE, headers -> {})
                .close();
    }

    /** POST of a form, gets JSON. */
    public <T> T form(String path, String form, Class<T> type) throws IOException {
        return read(
                send(
                        "POST",
                        path,
                        BodyPublishers.ofString(form),
                        "application/x-www-form-urlencoded",
                        JSON_TYPE,
                        headers -> {}),
                type);
    }

    /** POST of bytes, gets bytes. */
    public byte[] bytes(String path, byte[] body, int length) throws IOException {
        return bytes(path, body, length, headers -> {});
    }

    /** As {@link #bytes(String, byte[], int)}, with a header more. */
    public byte[] bytes(String path, byte[] body, String headerName, String headerValue) throws IOException {
        return bytes(path, body, body.length, request -> request.header(headerName, headerValue));
    }

    private byte[] bytes(String path, byte[] body, int length, Consumer<HttpRequest.Builder> headers)
            throws IOException {
        try (var reply =
                send("POST", path, BodyPublishers.ofByteArray(body, 0, length), BYTES_TYPE, BYTES_TYPE, headers)) {
            return reply.readNBytes(REPLY_BYTES_MAX);
        }
    }

    /** POST of JSON, gets a stream the caller closes; it fails when nothing comes for a minute. */
    public InputStream stream(String path, Object body, String headerName, String headerValue) throws IOException {
        return send(
                "POST",
                path,
                BodyPublishers.ofByteArray(json.writeValueAsBytes(body)),
                JSON_TYPE,
                BYTES_TYPE + ", application/problem+json",
                request -> request.header(headerName, headerValue));
    }

    private InputStream send(
            String method,
            String path,
            BodyPublisher body,
            @Nullable String contentType,
            String accept,
            Consumer<HttpRequest.Builder> more)
            throws IOException {
        for (boolean again = true; ; again = false) {
            var token = tokens == null ? null : tokens.current();
            var request = HttpRequest.newBuilder(address(path))
                    .method(method, body)
                    .timeout(REPLY_MAX)
                    .header("Accept", accept);
            if (contentType != null) {
                request.header("Content-Type", contentType);
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            more.accept(request);
            var response = exchange(request.build());
            int status = response.statusCode();
            if (status / 100 == 2) {
                return new StallGuard(response.body());
            }
            if (status == 401 && again && tokens != null && token != null) {
                response.body().close();
                tokens.rejected(token);
                continue;
            }
            throw problem(response);
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ProblemException problem(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        try (var body = response.body()) {
            var bytes = body.readNBytes(PROBLEM_BYTES_MAX);
            if (bytes.length > 0) {
                return json.readValue(bytes, ProblemDocument.class).toException(status);
            }
        } catch (JacksonException e) {
            // Not ours: a proxy in between answers with HTML.
        }
        return new ProblemException(Problem.of("", status), "The server answered with status " + status);
    }

    private <T> T read(InputStream reply, Class<T> type) throws IOException {
        try (reply) {
            var bytes = reply.readNBytes(REPLY_BYTES_MAX);
            return json.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new IOException("the server's reply cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
