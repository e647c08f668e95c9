package dev.cairn.upload.tus;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.upload.UploadServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Speaks the protocol by hand. */
final class Tus {
    static final byte[] NONE = {};

    private final UploadServer server;
    private final Caller caller;

    Tus(UploadServer server, Caller caller) {
        this.server = server;
        this.caller = caller;
    }

    /** The header {@code Upload-Metadata}; keys and values alternate. */
    static String metadata(String... pairs) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < pairs.length; i += 2) {
            parts.add(
                    pairs[i] + " " + Base64.getEncoder().encodeToString(pairs[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return String.join(",", parts);
    }

    HttpResponse<byte[]> send(String method, URI uri, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Tus-Resumable", "1.0.0"));
        return server.send(caller, method, uri, body, all.toArray(String[]::new));
    }

    HttpResponse<byte[]> post(String... headers) throws IOException, InterruptedException {
        return send("POST", server.uri("/api/v1/uploads"), NONE, headers);
    }

    /** Makes an upload and returns its address. */
    URI create(long size, String... metadata) throws IOException, InterruptedException {
        var reply = post("Upload-Length", Long.toString(size), "Upload-Metadata", metadata(metadata));
        if (reply.statusCode() != 201) {
            throw new AssertionError(reply.statusCode() + " " + new String(reply.body(), StandardCharsets.UTF_8));
        }
        return server.uri(reply.headers().firstValue("Location").orElseThrow());
    }

    HttpResponse<byte[]> patch(URI upload, long offset, byte[] bytes, String... headers)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/offset+octet-stream", "Upload-Offset", Long.toString(offset)));
        return send("PATCH", upload, bytes, all.toArray(String[]::new));
    }

    HttpResponse<byte[]> head(URI upload) throws IOException, InterruptedException {
        return send("HEAD", upload, NONE);
    }

    long offset(URI upload) throws IOException, InterruptedException {
        return number(head(upload), "Upload-Offset");
    }

    static long number(HttpResponse<?> reply, String header) {
        return reply.headers().firstValueAsLong(header).orElseThrow();
    }

    static String header(HttpResponse<?> reply, String header) {
        return reply.headers().firstValue(header).orElse("");
    }
}
