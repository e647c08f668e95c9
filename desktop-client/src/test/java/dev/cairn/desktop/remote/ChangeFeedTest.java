package dev.cairn.desktop.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.desktop.session.ClientJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Behind a proxy that knows no WebSockets. */
class ChangeFeedTest {
    private static final long SECONDS_MAX = 60;
    private static final int SPACES = 5;

    /** Holds every poll until somebody lets it go. */
    private static final class Held implements ChangeFeed.Follower {
        private final Semaphore asked = new Semaphore(0);
        private final Semaphore changes = new Semaphore(0);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public @Nullable String cursor() {
            return "c";
        }

        @Override
        public void message(ServerMessage message) {}

        @Override
        public void linked(boolean up) {}

        @Override
        public void poll(int seconds) {
            assertThat(seconds).isPositive();
            asked.release();
            try {
                changes.acquire();
            } catch (InterruptedException e) {
                ended.countDown();
                Thread.currentThread().interrupt();
            }
        }

        void awaitPoll() throws InterruptedException {
            assertThat(asked.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void everySpaceIsWaitedForAtTheSameTimeAndAgain() throws Exception {
        var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(403, -1);
            }
        });
        proxy.start();
        List<Held> spaces = new ArrayList<>();
        try (var client = Http.newClient();
                var feed = new ChangeFeed(
                        new Http(
                                URI.create(
                                        "http://localhost:" + proxy.getAddress().getPort()),
                                client,
                                ClientJson.MAPPER,
                                new Tokens()),
                        new Random(3))) {
            for (int i = 0; i < SPACES; i++) {
                spaces.add(new Held());
                feed.follow(new SpaceId(new UUID(0, i)), spaces.get(i));
            }
            feed.start();
            for (var space : spaces) {
                space.awaitPoll();
            }
            // One that has changed is waited for again while the others still are.
            spaces.getFirst().changes.release();
            spaces.getFirst().awaitPoll();
        } finally {
            proxy.stop(0);
        }
        for (var space : spaces) {
            assertThat(space.ended.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static final class Tokens implements AccessTokens {
        @Override
        public String current() {
            return "token";
        }

        @Override
        public void rejected(String token) {}
    }
}
