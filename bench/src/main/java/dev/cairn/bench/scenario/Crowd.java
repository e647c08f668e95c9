package dev.cairn.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many devices of many people who are members of one space, each with a WebSocket. */
final class Crowd implements AutoCloseable {
    /** What the server lets one account have. */
    private static final int CONNECTIONS_EACH = 200;

    private static final int CONNECTING_MAX = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final URI server;
    private final int connections;
    private final CountDownLatch subscribed;
    private String admin = "";
    private String space = "";
    private String root = "";
    private volatile Arrivals arrivals = new Arrivals(0);

    /** When a change came where. */
    private static final class Arrivals {
        private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        private final CountDownLatch missing;

        Arrivals(int expected) {
            missing = new CountDownLatch(expected);
        }

        void come() {
            nanos.add(System.nanoTime());
            missing.countDown();
        }
    }

    /** After which time half of them had a change, and all. */
    record Times(Duration half, Duration all) {}

    private Crowd(URI server, int connections) {
        this.server = server;
        this.connections = connections;
        this.subscribed = new CountDownLatch(connections);
    }

    /** Makes a space and its members; nobody is connected yet. */
    static Crowd gather(URI server, String adminPassword, int connections) throws IOException, InterruptedException {
        var crowd = new Crowd(server, connections);
        crowd.admin = crowd.signIn("admin", adminPassword);
        var made = crowd.send(
                "POST", "/api/v1/spaces", crowd.admin, Map.of("name", "crowd", "slug", "crowd", "kind", "TEAM"));
        crowd.space = made.path("id").asString();
        crowd.root = made.path("root").asString();
        for (int i = 0; i < connections; i += CONNECTIONS_EACH) {
            var name = "member" + i;
            var password = "bench-" + UUID.randomUUID();
            crowd.send(
                    "POST",
                    "/api/v1/admin/accounts",
                    crowd.admin,
                    Map.of("name", name, "password", password, "admin", false));
            crowd.send(
                    "POST",
                    "/api/v1/spaces/" + crowd.space + "/members",
                    crowd.admin,
                    Map.of("name", name, "role", "VIEWER"));
            crowd.tokens.add(crowd.signIn(name, password));
        }
        return crowd;
    }

    /** Connects all, and has all follow the space; returns when all do. */
    void connect() throws IOException, InterruptedException {
        var room = new Semaphore(CONNECTING_MAX);
        var address = URI.create("ws://" + server.getAuthority() + "/api/v1/sync");
        var hello = JSON.writeValueAsString(Map.of("type", "subscribe", "space", space));
        for (int i = 0; i < connections; i++) {
            room.acquire();
            var opening = http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header("Authorization", "Bearer " + tokens.get(i / CONNECTIONS_EACH))
                    .buildAsync(address, new Ear())
                    .whenComplete((socket, failure) -> {
                        room.release();
                        if (socket != null) {
                            synchronized (sockets) {
                                sockets.add(socket);
                            }
                            var _ = socket.sendText(hello, true);
                        }
                    });
            if (opening.isCompletedExceptionally()) {
                throw new IOException("connection " + i + " is refused", opening.exceptionNow());
            }
        }
        if (!subscribed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(subscribed.getCount() + " of " + connections + " are not connected");
        }
    }

    /** Changes something, and waits until everybody knows. */
    Times change() throws IOException, InterruptedException {
        var here = new Arrivals(connections);
        arrivals = here;
        var id = UUID.randomUUID().toString();
        long began = System.nanoTime();
        send(
                "POST",
                "/api/v1/spaces/" + space + "/operations",
                admin,
                Map.of(
                        "operations",
                        List.of(Map.of(
                                "op",
                                "create-folder",
                                "id",
                                id,
                                "node",
                                id,
                                "parent",
                                root,
                                "name",
                                id,
                                "modified",
                                Instant.EPOCH.toString()))));
        if (!here.missing.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(here.missing.getCount() + " of " + connections + " did not hear of a change");
        }
        var sorted = here.nanos.stream().sorted().toList();
        return new Times(
                Duration.ofNanos(sorted.get(sorted.size() / 2) - began), Duration.ofNanos(sorted.getLast() - began));
    }

    private String signIn(String name, String password) throws IOException, InterruptedException {
        var form = Map.of(
                        "grant_type", "urn:cairn:oauth:grant-type:password",
                        "client_id", "cairn-desktop",
                        "username", name,
                        "password", password,
                        "device_name", "bench")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(server.resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return send(request).path("access_token").asString();
    }

    private JsonNode send(String method, String path, String token, Object body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var reply = http.send(request.build(), BodyHandlers.ofString());
        if (reply.statusCode() / 100 != 2) {
            throw new IOException(reply.uri().getPath() + " answers " + reply.statusCode());
        }
        return JSON.readTree(reply.body());
    }

    @Override
    public void close() {
        synchronized (sockets) {
            sockets.forEach(WebSocket::abort);
        }
        http.shutdownNow();
    }

    /** Hears the server. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                if (text.indexOf("\"subscribed\"") >= 0) {
                    subscribed.countDown();
                } else {
                    arrivals.come();
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
