package dev.cairn.desktop.account;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in through a browser: authorization code with PKCE (RFC 7636), answered on the loopback interface (RFC 8252, section 7.3). From
 * {@link #begin} until it is closed a port of 127.0.0.1 listens for the one answer that carries this sign-in's state; every other request
 * gets 404. The client never sees the password.
 */
public final class BrowserSignIn implements AutoCloseable {
    private static final String CALLBACK = "/callback";
    private static final int SECRET_BYTES = 32;
    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Cairn</title>
            <style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;display:grid;place-content:center;\
            text-align:center;min-height:90vh;margin:0}h1{font-size:1.5rem;margin:0}p{opacity:.75}</style>
            <h1>%s</h1><p>%s</p>
            """;

    private final URI server;
    private final Http http;
    private final String device;
    private final String state;
    private final String verifier;
    private final HttpServer listener;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);

    private record Answer(@Nullable String code, @Nullable String refusal) {}

    private BrowserSignIn(URI server, Http http, String device, RandomGenerator random) throws IOException {
        this.server = server;
        this.http = http;
        this.device = device;
        this.state = secret(random);
        this.verifier = secret(random);
        this.listener = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 4);
        listener.createContext("/", this::answered);
    }

    /**
     * Begins to listen.
     *
     * @param http requests to this server, without tokens
     * @param device what this installation is called
     */
    public static BrowserSignIn begin(URI server, Http http, String device, RandomGenerator random) throws IOException {
        var signIn = new BrowserSignIn(server, http, device, random);
        signIn.listener.start();
        return signIn;
    }

    private static String secret(RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a browser has to open. It holds no secret: without the verifier, which stays here, its answer is of no use. */
    public URI address() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", SignIn.CLIENT);
        parameters.put("redirect_uri", redirect());
        parameters.put("state", state);
        parameters.put("device_name", device);
        parameters.put("code_challenge", challenge(verifier));
        parameters.put("code_challenge_method", "S256");
        return http.address("/oauth2/authorize?" + encoded(parameters));
    }

    private String redirect() {
        return "http://127.0.0.1:" + listener.getAddress().getPort() + CALLBACK;
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void answered(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = query(exchange.getRequestURI().getRawQuery());
            if (!exchange.getRequestURI().getPath().equals(CALLBACK)
                    || !MessageDigest.isEqual(
                            state.getBytes(StandardCharsets.UTF_8),
                            query.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8))) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var code = query.get("code");
            var refusal = query.getOrDefault("error_description", query.getOrDefault("error", "no code came back"));
            boolean first = answers.offer(new Answer(code, code == null ? refusal : null));
            var page = code == null
                    ? PAGE.formatted("That did not work", "Go back to Cairn and try again.")
                    : PAGE.formatted("You are signed in", "You can close this page and go back to Cairn.");
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(first ? 200 : 410, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** Waits for the browser's answer and exchanges it; {@link IOException} when none comes in time, UNAUTHENTICATED when refused. */
    public Account await(Duration longest) throws IOException, InterruptedException {
        var answer = answers.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new IOException("nobody signed in within " + longest.toMinutes() + " minutes");
        }
        if (answer.code() == null) {
            throw new ProblemException(Problem.UNAUTHENTICATED, "the server refused the sign-in: " + answer.refusal());
        }
        return new SignIn(http).account(server, answer.code(), redirect(), verifier, device);
    }

    /** Listens no longer. */
    @Override
    public void close() {
        listener.stop(0);
    }
}
