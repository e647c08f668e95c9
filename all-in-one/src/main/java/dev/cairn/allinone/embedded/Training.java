package dev.cairn.allinone.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A first walk through the server, so that the AOT cache holds what a first visitor needs and not only what a start needs. */
final class Training {
    private static final List<String> PATHS = List.of("/", "/login", "/api/v1/openapi.json", "/api/v1/spaces");
    private static final Duration EACH_WITHIN = Duration.ofSeconds(30);

    private Training() {}

    static void visit(int port) {
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (var path : PATHS) {
                var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .timeout(EACH_WITHIN)
                        .build();
                client.send(request, BodyHandlers.discarding());
            }
        } catch (IOException e) {
            // The cache is a little poorer then, nothing else.
            System.err.println("training: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
