package dev.cairn.desktop.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.desktop.limit.FakeTicker;
import dev.cairn.desktop.limit.Limits;
import dev.cairn.desktop.limit.Schedule;
import dev.cairn.desktop.limit.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Bodies in both directions at the pace of a limit, over real connections; the clock of the limit moves only when somebody waits. */
class PacedHttpTest {
    private static final int BYTES = 4 << 20;
    private static final double SECONDS = BYTES / 100_000.0;

    private final FakeTicker ticker = new FakeTicker();
    private final Traffic traffic = new Traffic(() -> Instant.EPOCH, ZoneOffset.UTC, ticker);
    private final HttpClient client = Http.newClient();
    private final byte[] bytes = new byte[BYTES];

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @SuppressWarnings("NullAway.Init")
    private Http http;

    @BeforeEach
    void listen() throws IOException {
        new Random(1).nextBytes(bytes);
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 4);
        server.createContext("/echo", exchange -> {
            try (exchange) {
                assertThat(exchange.getRequestHeaders().getFirst("Content-Length"))
                        .isEqualTo(String.valueOf(BYTES));
                var body = exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.createContext("/bytes", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, BYTES);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        http = new Http(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        client,
                        JsonMapper.shared(),
                        null)
                .held(traffic);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    private void limit(String up, String down) {
        traffic.limit(Limits.of(Schedule.parse(up), Schedule.parse(down)));
    }

    @Test
    void whatIsSentGoesAtItsRateAndArrivesWhole() throws IOException {
        limit("100 KB/s", "unlimited");
        assertThat(http.bytes("/echo", bytes, BYTES)).isEqualTo(bytes);
        assertThat(ticker.seconds()).isCloseTo(SECONDS, within(1.0));
    }

    @Test
    void whatIsFetchedComesAtItsRateAndArrivesWhole() throws IOException {
        limit("unlimited", "100 KB/s");
        try (var reply = http.stream("/bytes", Map.of(), "X-Test", "1")) {
            assertThat(reply.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(ticker.seconds()).isCloseTo(SECONDS, within(1.0));
        // Its place is free again, also when a stream is given up.
        http.stream("/bytes", Map.of(), "X-Test", "1").close();
        try (var reply = http.stream("/bytes", Map.of(), "X-Test", "1")) {
            assertThat(reply.readNBytes(10)).hasSize(10);
        }
        assertThatIOException().isThrownBy(() -> new Http(URI.create("http://127.0.0.1:1"), client, http.json(), null)
                .held(traffic).stream("/bytes", Map.of(), "X-Test", "1"));
        http.stream("/bytes", Map.of(), "X-Test", "1").close();
    }

    @Test
    void withoutALimitNobodyWaits() throws IOException {
        assertThat(http.bytes("/echo", bytes, BYTES)).isEqualTo(bytes);
        assertThat(ticker.seconds()).isZero();
    }

    @Test
    void ourOwnLimitIsNoReasonToGiveUp() throws IOException {
        limit("16 KB/s", "unlimited");
        var patience = new Patience(ticker::nanos, Duration.ofMinutes(3));
        try (var body = new PacedBody(bytes, BYTES, traffic.up(), patience)) {
            body.readNBytes(BYTES / 2);
            assertThat(ticker.seconds()).isGreaterThan(120);
            assertThat(patience.left()).isEqualTo(Duration.ofMinutes(3).toNanos());
            ticker.pause(TimeUnit.SECONDS.toNanos(170));
            assertThat(patience.left()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
            patience.waitingForUs(true);
            ticker.pause(TimeUnit.HOURS.toNanos(1));
            assertThat(patience.left()).isPositive();
            patience.waitingForUs(false);
            ticker.pause(TimeUnit.SECONDS.toNanos(181));
            assertThat(patience.left()).isNegative();
        }
    }

    @Test
    void aBodyNobodyWantsAnyLongerEnds() {
        limit("16 KB/s", "unlimited");
        var patience = new Patience(ticker::nanos, Duration.ofMinutes(3));
        var body = new PacedBody(bytes, BYTES, traffic.up(), patience);
        body.end();
        assertThatIOException().isThrownBy(body::readAllBytes);
    }
}
