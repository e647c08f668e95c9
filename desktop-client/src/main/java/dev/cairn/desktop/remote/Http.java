package dev.cairn.desktop.remote;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.limit.Throttle;
import dev.cairn.desktop.limit.Traffic;
import dev.cairn.desktop.proxy.ProxySettings;
import dev.cairn.desktop.proxy.Route;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to one server, with its errors decoded (RFC 9457). An answer is waited for three minutes from the last byte of the request that
 * could be sent, so a slow line or a bandwidth limit ends nothing. Thread-safe.
 */
public final class Http {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration SILENCE_MAX = Duration.ofMinutes(3);
    private static final int LARGE_BYTES = 64 << 10;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final Throttle.Turn NO_TURN = () -> {};
    private static final int PROBLEM_BYTES_MAX = 1 << 20;
    private static final int REPLY_BYTES_MAX = 64 << 20;
    private static final String JSON_TYPE = "application/json";
    private static final String BYTES_TYPE = "application/octet-stream";

    private final URI base;
    private final HttpClient client;
    private final JsonMapper json;
    private final @Nullable AccessTokens tokens;
    private final Traffic traffic;

    /**
     * Without limits.
     *
     * @param base the installation's address, with or without a path
     * @param tokens null: requests carry none
     */
    public Http(URI base, HttpClient client, JsonMapper json, @Nullable AccessTokens tokens) {
        this(base, client, json, tokens, Traffic.free());
    }

    private Http(URI base, HttpClient client, JsonMapper json, @Nullable AccessTokens tokens, Traffic traffic) {
        this.base = base;
        this.client = client;
        this.json = json;
        this.tokens = tokens;
        this.traffic = traffic;
    }

    /** A client that goes the system's way. */
    public static HttpClient newClient() {
        return newClient(Route.of(ProxySettings.SYSTEM));
    }

    /** A client for all requests of a process. */
    public static HttpClient newClient(Route route) {
        return HttpClient.newBuilder()
                .proxy(route)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The same server for somebody with tokens. */
    public Http with(AccessTokens newTokens) {
        return new Http(base, client, json, newTokens, traffic);
    }

    /** The same, with bodies of requests and replies held to limits. Tokens are asked for past them. */
    public Http held(Traffic to) {
        return new Http(base, client, json, tokens, to);
    }

    /** What it is held to. */
    public Traffic traffic() {
        return traffic;
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
        return read(send("GET", path, Body.NONE, null, JSON_TYPE, headers -> {}), type);
    }

    /** GET of bytes; nothing when they are more than {@code bytesMax}. */
    public Optional<byte[]> download(String path, int bytesMax) throws IOException {
        try (var reply = send("GET", path, Body.NONE, null, "*/*", headers -> {})) {
            var bytes = reply.readNBytes(bytesMax + 1);
            return bytes.length > bytesMax ? Optional.empty() : Optional.of(bytes);
        }
    }

    /** Sends JSON, gets JSON. */
    public <T> T send(String method, String path, Object body, Class<T> type) throws IOException {
        return read(
                send(method, path, Body.of(json.writeValueAsBytes(body)), JSON_TYPE, JSON_TYPE, headers -> {}), type);
    }

    /** POST without a body, gets JSON. */
    public <T> T post(String path, Class<T> type) throws IOException {
        return read(send("POST", path, Body.NONE, null, JSON_TYPE, headers -> {}), type);
    }

    /** PUT of JSON. */
    public void put(String path, Object body) throws IOException {
        send("PUT", path, Body.of(json.writeValueAsBytes(body)), JSON_TYPE, JSON_TYPE, headers -> {})
                .close();
    }

    /** DELETE. */
    public void delete(String path) throws IOException {
        send("DELETE", path, Body.NONE, null, JSON_TYPE, headers -> {}).close();
    }

    /** POST of a form, gets JSON. */
    public <T> T form(String path, String form, Class<T> type) throws IOException {
        return read(
                send(
                        "POST",
                        path,
                        Body.of(form.getBytes(StandardCharsets.UTF_8)),
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
        try (var reply = send("POST", path, new Body(body, length), BYTES_TYPE, BYTES_TYPE, headers)) {
            return reply.readNBytes(REPLY_BYTES_MAX);
        }
    }

    /** POST of JSON, gets a stream the caller closes; it fails when nothing comes for a minute. */
    public InputStream stream(String path, Object body, String headerName, String headerValue) throws IOException {
        var turn = traffic.down().turn();
        try {
            var reply = send(
                    "POST",
                    path,
                    Body.of(json.writeValueAsBytes(body)),
                    JSON_TYPE,
                    BYTES_TYPE + ", application/problem+json",
                    request -> request.header(headerName, headerValue));
            return new OneAtATime(reply, turn);
        } catch (IOException | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /** A stream that lets the next one begin when it is closed. */
    private static final class OneAtATime extends FilterInputStream {
        private final Throttle.Turn turn;
        private final AtomicBoolean open = new AtomicBoolean(true);

        OneAtATime(InputStream in, Throttle.Turn turn) {
            super(in);
            this.turn = turn;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (open.getAndSet(false)) {
                    turn.close();
                }
            }
        }
    }

    /** Bytes to send, from the beginning of an array. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Body(byte[] bytes, int length) {
        static final Body NONE = of(new byte[0]);

        static Body of(byte[] bytes) {
            return new Body(bytes, bytes.length);
        }
    }

    private InputStream send(
            String method,
            String path,
            Body body,
            @Nullable String contentType,
            String accept,
            Consumer<HttpRequest.Builder> more)
            throws IOException {
        for (boolean again = true; ; again = false) {
            var token = tokens == null ? null : tokens.current();
            var request = HttpRequest.newBuilder(address(path)).header("Accept", accept);
            if (contentType != null) {
                request.header("Content-Type", contentType);
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            more.accept(request);
            var proxy = proxyAuthorization();
            if (proxy != null) {
                request.header(PROXY_AUTHORIZATION, proxy);
            }
            var response = exchange(method, request, body);
            int status = response.statusCode();
            if (status / 100 == 2) {
                return new PacedReply(new StallGuard(response.body()), traffic.down());
            }
            if (status == 401 && again && tokens != null && token != null) {
                response.body().close();
                tokens.rejected(token);
                continue;
            }
            throw problem(response);
        }
    }

    /** What the proxy on the way wants to be sent as {@link #PROXY_AUTHORIZATION}; null: nothing. The JDK shows it to nobody but the proxy. */
    @Nullable
    String proxyAuthorization() {
        var route = Route.of(client);
        return route == null ? null : route.authorization(base);
    }

    private HttpResponse<InputStream> exchange(String method, HttpRequest.Builder request, Body body)
            throws IOException {
        var patience = new Patience(System::nanoTime, SILENCE_MAX);
        if (body.length() == 0) {
            return answer(request.method(method, BodyPublishers.noBody()).build(), patience);
        }
        var paced = new CopyOnWriteArrayList<PacedBody>();
        // Asked again when a connection has to be made anew.
        var stream = BodyPublishers.ofInputStream(() -> {
            var next = new PacedBody(body.bytes(), body.length(), traffic.up(), patience);
            paced.add(next);
            return next;
        });
        request.method(method, BodyPublishers.fromPublisher(stream, body.length()));
        try (var _ = body.length() < LARGE_BYTES ? NO_TURN : traffic.up().turn()) {
            return answer(request.build(), patience);
        } finally {
            paced.forEach(PacedBody::end);
        }
    }

    private HttpResponse<InputStream> answer(HttpRequest request, Patience patience) throws IOException {
        var answer = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            for (long left = patience.left(); left > 0; left = patience.left()) {
                try {
                    return answer.get(left, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    // Unless something happened meanwhile.
                }
            }
            throw new HttpTimeoutException("no answer within " + SILENCE_MAX.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException cause(ExecutionException failed) {
        if (failed.getCause() instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return wrapped.getCause();
        }
        return failed.getCause() instanceof IOException io ? io : new IOException(failed);
    }

    private ProblemException problem(HttpResponse<InputStream> response) throws IOException {
        int status = response.statusCode();
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            response.body().close();
            throw new IOException(
                    "the proxy on the way wants a name and a password, or other ones (\"cairn client proxy\")");
        }
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
