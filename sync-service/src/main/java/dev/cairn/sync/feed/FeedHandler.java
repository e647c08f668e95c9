package dev.cairn.sync.feed;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceApi;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** The WebSockets of this process: counts them, hands messages to their {@link Connection} and winds their clocks. */
final class FeedHandler extends TextWebSocketHandler implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(FeedHandler.class);

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Map<AccountId, Integer> accounts = new ConcurrentHashMap<>();
    private final FeedProperties limits;
    private final InstantSource clock;
    private final NodeApi nodes;
    private final SpaceApi spaces;
    private final JsonMapper json;
    private final Followers followers;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sync-feed-ticker").factory());

    FeedHandler(
            FeedProperties limits,
            InstantSource clock,
            NodeApi nodes,
            SpaceApi spaces,
            JsonMapper json,
            Followers followers) {
        this.limits = limits;
        this.clock = clock;
        this.nodes = nodes;
        this.spaces = spaces;
        this.json = json;
        this.followers = followers;
        var _ = ticker.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws IOException {
        var caller = FeedHandshake.caller(socket);
        int mine = accounts.merge(caller.account(), 1, Integer::sum);
        if (connections.size() >= limits.connectionsMax() || mine > limits.accountConnectionsMax()) {
            leave(caller.account());
            socket.close(Connection.TOO_MANY);
            return;
        }
        var connection = new Connection(
                socket, caller, FeedHandshake.end(socket), limits, clock, nodes, spaces, json, followers);
        connections.put(socket.getId(), connection);
        connection.open();
    }

    @Override
    protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
        var connection = connections.get(socket.getId());
        if (connection != null) {
            connection.onText(message.getPayload(), message.isLast());
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
        var connection = connections.get(socket.getId());
        if (connection != null) {
            connection.onHeard();
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        var connection = connections.remove(socket.getId());
        if (connection != null) {
            leave(connection.caller().account());
            connection.release();
        }
    }

    private void leave(AccountId account) {
        accounts.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    }

    /** How many devices are connected. */
    int size() {
        return connections.size();
    }

    void tick() {
        for (var connection : connections.values()) {
            try {
                connection.tick();
            } catch (RuntimeException e) {
                LOG.warn(
                        "a connection of {} could not be looked after",
                        connection.caller().name(),
                        e);
            }
        }
    }

    @Override
    public void destroy() {
        ticker.shutdownNow();
        connections.values().forEach(connection -> connection.close(CloseStatus.GOING_AWAY));
    }
}
