package dev.cairn.testkit.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of HashiCorp Vault's and OpenBao's transit engine that Cairn uses, over HTTP on the loopback interface: encrypt and decrypt with
 * keys in versions, refusals with the status and the form that those servers answer with. Keys are AES-256-GCM and in memory.
 */
public final class FakeTransit implements AutoCloseable {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final HttpServer server;
    private final String token;
    private final Map<String, List<SecretKeySpec>> keys = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger outage = new AtomicInteger();
    private volatile int outageStatus = 503;

    /** Starts it on a free port with the engine at {@code transit}; who calls needs this token. */
    public FakeTransit(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Makes a key, or a new version of it, which encrypts from now on; the old ones decrypt. */
    public void rotate(String key) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        keys.computeIfAbsent(key, _ -> new ArrayList<>()).add(new SecretKeySpec(bytes, "AES"));
    }

    /** The next calls are answered with this status. */
    public void fail(int status, int times) {
        outageStatus = status;
        outage.set(times);
    }

    /** How many calls came. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, Object body) {}

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            var body = exchange.getRequestBody().readAllBytes();
            var answer = outage.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? refusal(outageStatus, "a test wants it so, and repeats the token: " + token)
                    : answer(exchange, body);
            var bytes = json.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (answer.status() / 100 == 3) {
                exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            return refusal(403, "permission denied");
        }
        var path = exchange.getRequestURI().getPath().split("/");
        if (path.length != 5 || !path[1].equals("v1") || !path[2].equals("transit")) {
            return refusal(404, "no handler for route");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return refusal(405, "unsupported operation");
        }
        var versions = keys.get(path[4]);
        if (versions == null) {
            // Vault says 400 of a key that is not there when it decrypts, and makes one or refuses when it encrypts.
            return refusal(400, "encryption key not found");
        }
        try {
            var given = json.readTree(body);
            return switch (path[3]) {
                case "encrypt" -> encrypt(versions, given.path("plaintext").asString());
                case "decrypt" -> decrypt(versions, given.path("ciphertext").asString());
                default -> refusal(404, "unsupported path");
            };
        } catch (IllegalArgumentException | GeneralSecurityException | JacksonException e) {
            return refusal(400, "invalid request");
        }
    }

    private Answer encrypt(List<SecretKeySpec> versions, String plaintext) throws GeneralSecurityException {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, versions.getLast(), new GCMParameterSpec(TAG_BITS, nonce));
        var sealed = cipher.doFinal(Base64.getDecoder().decode(plaintext));
        var whole = new byte[NONCE_BYTES + sealed.length];
        System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        var text = "vault:v" + versions.size() + ":" + Base64.getEncoder().encodeToString(whole);
        return new Answer(200, Map.of("data", Map.of("ciphertext", text, "key_version", versions.size())));
    }

    private static Answer decrypt(List<SecretKeySpec> versions, String ciphertext) throws GeneralSecurityException {
        var parts = ciphertext.split(":", 3);
        if (parts.length < 3 || !parts[0].equals("vault") || !parts[1].startsWith("v")) {
            return refusal(400, "invalid ciphertext: no prefix");
        }
        int version = Integer.parseInt(parts[1].substring(1));
        if (version < 1 || version > versions.size()) {
            return refusal(400, "invalid ciphertext: version is too new");
        }
        var whole = Base64.getDecoder().decode(parts[2].getBytes(StandardCharsets.US_ASCII));
        if (whole.length < NONCE_BYTES) {
            return refusal(400, "invalid ciphertext");
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE, versions.get(version - 1), new GCMParameterSpec(TAG_BITS, whole, 0, NONCE_BYTES));
        var secret = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
        return new Answer(
                200, Map.of("data", Map.of("plaintext", Base64.getEncoder().encodeToString(secret))));
    }

    private static Answer refusal(int status, String why) {
        return new Answer(status, Map.of("errors", List.of(why)));
    }
}
