package dev.cairn.desktop.remote;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.sync.ClientMessage;
import dev.cairn.contracts.sync.ServerMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * One WebSocket for all followed spaces. It comes back by itself after growing, jittered pauses; while it is away for longer every
 * space is followed by long polls, so a proxy that refuses WebSockets costs requests only.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(15);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(90);
    /** A connection that ended sooner counts as one that failed. */
    private static final Duration LASTED = Duration.ofSeconds(10);

    /** After so many failures in a row it is not an accident. */
    private static final int FAILURES_MAX = 3;

    private static final int MESSAGE_LENGTH_MAX = 16 << 20;

    /** Somebody who follows a space; called from the feed's threads. */
    public interface Follower {
        /** Where following begins; null: not known yet. */
        @Nullable
        String cursor();

        /** Changes that are all there is after {@code from}. */
        void message(ServerMessage message);

        /** The connection came up or went down. */
        void linked(boolean up);

        /** Waits for a change by long poll; for times without a WebSocket. */
        void poll(int seconds) throws IOException;
    }

    private final Http http;
    private final Backoff backoff;
    private final LongPolls polls;
    private final Map<SpaceId, Follower> followers = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable WebSocket socket;

    public ChangeFeed(Http http, RandomGenerator random) {
        this.http = http;
        this.backoff = new Backoff(random);
        this.polls = new LongPolls(backoff);
        this.thread = Thread.ofPlatform().daemon().name("feed").unstarted(this::keepConnected);
    }

    /** Follows a space; before {@link #start}. */
    public void follow(SpaceId space, Follower follower) {
        followers.put(space, follower);
    }

    /** Connects, and reconnects until closed. */
    public void start() {
        thread.start();
    }

    private void keepConnected() {
        int failures = 0;
        try (polls) {
            while (closed.getCount() > 0) {
                long began = System.nanoTime();
                try {
                    connectAndListen();
                } catch (IOException | ExecutionException | TimeoutException e) {
                    LOG.debug("no push connection", e);
                }
                if (closed.getCount() == 0) {
                    return;
                }
                followers.values().forEach(follower -> follower.linked(false));
                boolean lasted = System.nanoTime() - began > LASTED.toNanos();
                failures = lasted ? 1 : failures + 1;
                if (failures >= FAILURES_MAX) {
                    polls.begin(followers.values());
                }
                closed.await(backoff.after(failures).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectAndListen() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var listener = new Listener();
        var address = http.address("/api/v1/sync");
        var scheme = "https".equals(address.getScheme()) ? "wss" : "ws";
        var socketBuilder = http.client()
                .newWebSocketBuilder()
                .connectTimeout(CONNECT_MAX)
                .header("Authorization", "Bearer " + http.token());
        var proxy = http.proxyAuthorization();
        if (proxy != null) {
            socketBuilder.header(Http.PROXY_AUTHORIZATION, proxy);
        }
        var opened = socketBuilder
                .buildAsync(
                        URI.create(scheme
                                + address.toString()
                                        .substring(address.getScheme().length())),
                        listener)
                .get(CONNECT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        socket = opened;
        try {
            for (var each : followers.entrySet()) {
                var cursor = each.getValue().cursor();
                opened.sendText(
                                http.json().writeValueAsString(new ClientMessage.Subscribe(each.getKey(), cursor)),
                                true)
                        .get(CONNECT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            }
            polls.close();
            followers.values().forEach(follower -> follower.linked(true));
            listener.awaitEnd();
        } finally {
            socket = null;
            opened.abort();
        }
    }

    private void received(String text) {
        ServerMessage message;
        try {
            message = http.json().readValue(text, ServerMessage.class);
        } catch (JacksonException e) {
            LOG.warn("The server sent something unknown: {}", e.getOriginalMessage());
            followers.values().forEach(follower -> follower.linked(true));
            return;
        }
        var space =
                switch (message) {
                    case ServerMessage.Subscribed subscribed -> subscribed.space();
                    case ServerMessage.Pushed pushed -> pushed.delta().space();
                    case ServerMessage.Behind behind -> behind.space();
                    case ServerMessage.Ended ended -> ended.space();
                };
        var follower = followers.get(space);
        if (follower != null) {
            follower.message(message);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        var open = socket;
        if (open != null) {
            open.abort();
        }
        thread.interrupt();
    }

    /** Gathers messages; knows when the connection is over or silent. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private volatile long heard = System.nanoTime();

        void awaitEnd() throws InterruptedException {
            while (closed.getCount() > 0) {
                try {
                    end.get(SILENCE_MAX.toMillis() / 3, TimeUnit.MILLISECONDS);
                    return;
                } catch (ExecutionException e) {
                    return;
                } catch (TimeoutException e) {
                    if (System.nanoTime() - heard > SILENCE_MAX.toNanos()) {
                        return;
                    }
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            heard = System.nanoTime();
            text.append(data);
            if (text.length() > MESSAGE_LENGTH_MAX) {
                end.complete(null);
                return null;
            }
            if (last) {
                var whole = text.toString();
                text.setLength(0);
                received(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            heard = System.nanoTime();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            end.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end.complete(null);
        }
    }
}
