package dev.cairn.storage.blob.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server over a map that does the least S3 there is: plain puts, whole reads, and no answer about uploads in parts. Puts of other bytes
 * than are there, with headers that the test names, are answered as the test says.
 */
final class OddServer implements AutoCloseable {
    /** Instead of a status: hangs up. */
    static final int NO_ANSWER = 0;

    private final HttpServer server;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    OddServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** Puts with this header are answered so when they would replace other bytes. */
    OddServer answering(String header, int status) {
        answers.put(header, status);
        return this;
    }

    S3Settings settings() {
        var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new S3Settings(
                endpoint,
                S3Settings.REGION,
                "blobs",
                "cairn/",
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY,
                Duration.ofSeconds(20),
                5 << 20);
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            var name = call.getRequestURI().getPath();
            var body = call.getRequestBody().readAllBytes();
            switch (call.getRequestMethod()) {
                case "PUT" -> put(call, name, body);
                case "HEAD" -> head(call, name);
                case "DELETE" -> {
                    objects.remove(name);
                    call.sendResponseHeaders(204, -1);
                }
                default -> get(call, name);
            }
        }
    }

    private void put(HttpExchange call, String name, byte[] body) throws IOException {
        var there = objects.get(name);
        boolean replaces = there != null && !Arrays.equals(there, body);
        var odd = answers.entrySet().stream()
                .filter(answer -> replaces && call.getRequestHeaders().containsKey(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (odd.isPresent()) {
            refuse(call, odd.get());
            return;
        }
        objects.put(name, body);
        call.getResponseHeaders().set("ETag", "\"0\"");
        call.sendResponseHeaders(200, -1);
    }

    private static void refuse(HttpExchange call, int status) throws IOException {
        if (status != NO_ANSWER) {
            var told = "<Error><Code>Odd</Code><Message>as the test wants it</Message></Error>"
                    .getBytes(StandardCharsets.US_ASCII);
            call.getResponseHeaders().set("Content-Type", "application/xml");
            call.sendResponseHeaders(status, told.length);
            call.getResponseBody().write(told);
        }
    }

    private void head(HttpExchange call, String name) throws IOException {
        var found = objects.get(name);
        boolean bucket = name.equals("/blobs") || name.equals("/blobs/");
        if (found != null) {
            call.getResponseHeaders().set("Content-Length", Integer.toString(found.length));
            call.getResponseHeaders().set("ETag", "\"0\"");
            call.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
        }
        call.sendResponseHeaders(found != null || bucket ? 200 : 404, -1);
    }

    private void get(HttpExchange call, String name) throws IOException {
        var found = objects.get(name);
        if (found == null) {
            refuse(call, 501);
            return;
        }
        call.sendResponseHeaders(200, found.length);
        call.getResponseBody().write(found);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
