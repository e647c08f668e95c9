package dev.cairn.desktop.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.desktop.remote.AccessTokens;
import dev.cairn.desktop.remote.ChangeFeed;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Requests and pushes through a proxy of this process, with credentials and without. */
class ThroughProxyTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final String PASSWORD = "pass:wörd";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final AccessTokens TOKENS = new AccessTokens() {
        @Override
        public String current() {
            return "token";
        }

        @Override
        public void rejected(String token) {}
    };

    private final CompletableFuture<@Nullable String> toldServer = new CompletableFuture<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 4);
        server.createContext("/", exchange -> {
            try (exchange) {
                toldServer.complete(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
                var body = exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static ProxySettings through(SmallProxy proxy, @Nullable String user, @Nullable String password) {
        return ProxySettings.manual("127.0.0.1", proxy.port(), user, password, List.of());
    }

    private byte[] echo(Route route) throws IOException {
        try (var client = Http.newClient(route)) {
            return new Http(address(), client, JsonMapper.shared(), null).bytes("/echo", new byte[100_000], 100_000);
        }
    }

    @Test
    void requestsGoThroughIt() throws IOException {
        try (var proxy = new SmallProxy(null)) {
            assertThat(echo(Route.of(through(proxy, null, null)))).hasSize(100_000);
            assertThat(proxy.asked()).containsExactly("POST " + address() + "/echo HTTP/1.1");
        }
    }

    @Test
    void theProxyIsToldWhoAsksAndTheServerIsNot() throws Exception {
        try (var proxy = new SmallProxy(BASIC)) {
            assertThat(echo(Route.of(through(proxy, "ann", PASSWORD)))).hasSize(100_000);
            assertThat(proxy.asked()).containsExactly("POST " + address() + "/echo HTTP/1.1");
            assertThat(toldServer.get(60, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void aProxyThatRefusesIsSaidToAndNoPasswordIs() throws IOException {
        try (var proxy = new SmallProxy(BASIC)) {
            assertThatIOException()
                    .isThrownBy(() -> echo(Route.of(through(proxy, "ann", "wr0ng"))))
                    .withMessageContaining("the proxy on the way wants a name and a password")
                    .withMessageNotContaining("wr0ng")
                    .withMessageNotContaining("Basic");
            assertThat(proxy.asked()).allMatch(line -> line.startsWith("407 "));
            assertThat(through(proxy, "ann", PASSWORD)).asString().doesNotContain(PASSWORD);
        }
    }

    @Test
    void anotherWayHoldsForTheNextRequest() throws IOException {
        try (var proxy = new SmallProxy(null)) {
            var route = Route.of(ProxySettings.NONE);
            try (var client = Http.newClient(route)) {
                var http = new Http(address(), client, JsonMapper.shared(), null);
                http.bytes("/direct", new byte[1], 1);
                route.use(through(proxy, null, null));
                http.bytes("/proxied", new byte[1], 1);
                route.use(ProxySettings.manual("127.0.0.1", proxy.port(), null, null, List.of("127.0.0.1")));
                http.bytes("/excepted", new byte[1], 1);
            }
            assertThat(proxy.asked()).containsExactly("POST " + address() + "/proxied HTTP/1.1");
        }
    }

    @Test
    void pushesComeThroughIt() throws Exception {
        var space = new SpaceId(new UUID(0, 7));
        var message = new CompletableFuture<ServerMessage>();
        try (var proxy = new SmallProxy(BASIC);
                var pushing = new ServerSocket(0, 4, HERE);
                var client = Http.newClient(Route.of(through(proxy, "ann", PASSWORD)))) {
            Thread.ofVirtual().start(() -> push(pushing, new ServerMessage.Behind(space)));
            var http = new Http(
                    URI.create("http://127.0.0.1:" + pushing.getLocalPort()), client, JsonMapper.shared(), TOKENS);
            try (var feed = new ChangeFeed(http, new Random(1))) {
                feed.follow(space, new Listening(message));
                feed.start();
                assertThat(message.get(60, TimeUnit.SECONDS)).isEqualTo(new ServerMessage.Behind(space));
            }
            assertThat(proxy.asked()).contains("CONNECT 127.0.0.1:" + pushing.getLocalPort() + " HTTP/1.1");
        }
    }

    /** Takes one WebSocket (RFC 6455) and sends one message. */
    private static void push(ServerSocket pushing, ServerMessage message) {
        try (var socket = pushing.accept()) {
            var in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            var key = head.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key: "))
                    .findAny()
                    .orElseThrow()
                    .substring(19);
            var accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
            var out = socket.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var text = JsonMapper.shared()
                    .writerFor(ServerMessage.class)
                    .writeValueAsString(message)
                    .getBytes(StandardCharsets.UTF_8);
            if (text.length > 125) {
                throw new IllegalStateException("too long for a short frame: " + text.length);
            }
            out.write(0x81);
            out.write(text.length);
            out.write(text);
            out.flush();
            // Until the other side goes.
            in.readAllBytes();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Listening(CompletableFuture<ServerMessage> message) implements ChangeFeed.Follower {
        @Override
        public @Nullable String cursor() {
            return null;
        }

        @Override
        public void message(ServerMessage received) {
            message.complete(received);
        }

        @Override
        public void linked(boolean up) {}

        @Override
        public void poll(int seconds) {}
    }
}
