package dev.cairn.sync.feed;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.sync.ClientMessage;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.sync.feed.Followers.Following;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One device's WebSocket. Its own thread sends what waits in its {@link Outbox}, so a slow device holds up nobody; messages of
 * the device are answered on the thread that read them.
 */
final class Connection {
    /** The access token is no longer valid: connect again with a fresh one. */
    static final CloseStatus TOKEN_EXPIRED = new CloseStatus(4401, "token expired");

    /** Nothing was heard for too long, or replies were not read. */
    static final CloseStatus SILENT = new CloseStatus(4408, "silent");

    /** This account, or the server, has too many connections. */
    static final CloseStatus TOO_MANY = new CloseStatus(4429, "too many connections");

    /** A message was not one of the protocol. */
    static final CloseStatus BAD_MESSAGE = new CloseStatus(4400, "bad message");

    static final int MESSAGE_CHARS_MAX = 64 << 10;

    /** A page larger than this is pulled, not pushed. */
    private static final int CATCH_UP_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final WebSocketSession socket;
    private final Caller caller;
    private final Instant tokenEnd;
    private final FeedProperties limits;
    private final InstantSource clock;
    private final NodeApi nodes;
    private final SpaceApi spaces;
    private final JsonMapper json;
    private final Followers followers;
    private final Outbox outbox;
    private final Map<SpaceId, Following> following = new ConcurrentHashMap<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile Instant heard;
    private volatile Instant pinged;

    Connection(
            WebSocketSession socket,
            Caller caller,
            Instant tokenEnd,
            FeedProperties limits,
            InstantSource clock,
            NodeApi nodes,
            SpaceApi spaces,
            JsonMapper json,
            Followers followers) {
        this.socket = socket;
        this.caller = caller;
        this.tokenEnd = tokenEnd;
        this.limits = limits;
        this.clock = clock;
        this.nodes = nodes;
        this.spaces = spaces;
        this.json = json;
        this.followers = followers;
        this.outbox = new Outbox(
                Math.toIntExact(limits.bufferMax().toBytes()),
                space -> json.writeValueAsString(new ServerMessage.Behind(space)));
        this.heard = clock.instant();
        this.pinged = heard;
    }

    Caller caller() {
        return caller;
    }

    /** Begins to send. */
    void open() {
        Thread.ofVirtual().name("sync-feed-" + socket.getId()).start(this::send);
    }

    /** Ends everything; the socket is closed, or about to be. */
    void release() {
        outbox.close();
        following.values().forEach(followers::remove);
        following.clear();
    }

    void close(CloseStatus status) {
        release();
        try {
            socket.close(status);
        } catch (IOException e) {
            LOG.debug("closing {}", socket.getId(), e);
        }
    }

    /** Looks at the clock: asks whether the device lives, closes when it does not, or its token does not. */
    void tick() {
        var now = clock.instant();
        if (!now.isBefore(tokenEnd)) {
            close(TOKEN_EXPIRED);
        } else if (now.isAfter(heard.plus(limits.silenceMax()))) {
            close(SILENT);
        } else if (!now.isBefore(pinged.plus(limits.pingEvery()))) {
            pinged = now;
            offer(new Outbox.Entry.Ping());
        }
    }

    void onHeard() {
        heard = clock.instant();
    }

    /** Takes a piece of a message. */
    void onText(String text, boolean last) {
        onHeard();
        if (partial.length() + text.length() > MESSAGE_CHARS_MAX) {
            close(CloseStatus.TOO_BIG_TO_PROCESS);
            return;
        }
        partial.append(text);
        if (last) {
            var whole = partial.toString();
            partial.setLength(0);
            ClientMessage message;
            try {
                message = json.readValue(whole, ClientMessage.class);
            } catch (JacksonException e) {
                close(BAD_MESSAGE);
                return;
            }
            switch (message) {
                case ClientMessage.Subscribe(SpaceId space, String cursor) -> subscribe(space, cursor);
                case ClientMessage.Unsubscribe(SpaceId space) -> unsubscribe(space);
                case null -> close(BAD_MESSAGE);
            }
        }
    }

    private void subscribe(SpaceId space, @Nullable String cursor) {
        unsubscribe(space);
        if (following.size() >= limits.subscriptionsMax()) {
            end(space, Problem.TOO_MANY_REQUESTS, "At most " + limits.subscriptionsMax() + " spaces");
            return;
        }
        var subscription = new Subscription(space, outbox);
        var entry = new Following(this, subscription);
        following.put(space, entry);
        // Listening begins before looking, so that nothing passes in between.
        followers.add(entry);
        try {
            subscription.startAt(Callers.call(caller, () -> catchUp(space, cursor)));
        } catch (ProblemException e) {
            unsubscribe(space);
            end(space, e.problem(), e.detail());
        }
    }

    /** Tells the device what it missed since {@code cursor}, or to pull; returns the position it has then been told of. */
    private Cursor catchUp(SpaceId space, @Nullable String cursor) {
        if (cursor == null) {
            var now = readable(space).cursor();
            reply(new ServerMessage.Subscribed(space, now));
            return position(now);
        }
        var missed = nodes.changes(space, cursor, CATCH_UP_MAX);
        reply(new ServerMessage.Subscribed(space, cursor));
        var end = Cursor.parse(missed.cursor());
        if (missed.reset() || missed.more() || end.isEmpty()) {
            var now = readable(space).cursor();
            outbox.behind(space);
            return position(now);
        }
        if (!missed.changes().isEmpty()) {
            outbox.push(space, json.writeValueAsString(new ServerMessage.Pushed(cursor, pushable(missed))));
        }
        return end.get();
    }

    /** The space, if the caller may know what is in it; FORBIDDEN, NOT_FOUND. */
    private Space readable(SpaceId space) {
        var found = spaces.space(space.toString());
        if (!found.role().sees()) {
            throw new ProblemException(Problem.FORBIDDEN, "Your role " + found.role() + " does not read this space");
        }
        return found;
    }

    private static Delta pushable(Delta missed) {
        return new Delta(missed.space(), missed.changes(), missed.cursor(), false, false);
    }

    private static Cursor position(String cursor) {
        return Cursor.parse(cursor)
                .orElseThrow(() -> new IllegalStateException("the metadata service gave an unknown cursor"));
    }

    private void unsubscribe(SpaceId space) {
        var entry = following.remove(space);
        if (entry != null) {
            followers.remove(entry);
        }
    }

    /** Tells the device to pull the space. */
    void behind(SpaceId space) {
        outbox.behind(space);
    }

    /** Asks again whether the account may still read the space, and ends following when it may not. */
    void recheck(SpaceId space) {
        offer(new Outbox.Entry.Work(() -> {
            try {
                Callers.call(caller, () -> readable(space));
            } catch (ProblemException e) {
                if (e.problem().retryable()) {
                    // Nobody knows at the moment: the device comes back and is asked about everything anew.
                    close(CloseStatus.SERVICE_RESTARTED);
                } else if (following.containsKey(space)) {
                    unsubscribe(space);
                    end(space, e.problem(), e.detail());
                }
            }
        }));
    }

    private void end(SpaceId space, Problem problem, String detail) {
        reply(new ServerMessage.Ended(space, problem, detail));
    }

    private void reply(ServerMessage message) {
        offer(new Outbox.Entry.Reply(json.writeValueAsString(message)));
    }

    private void offer(Outbox.Entry entry) {
        if (!outbox.offer(entry)) {
            close(SILENT);
        }
    }

    private void send() {
        try {
            for (var entry = outbox.take(); entry != null; entry = outbox.take()) {
                switch (entry) {
                    case Outbox.Entry.Push push -> socket.sendMessage(new TextMessage(push.text()));
                    case Outbox.Entry.Behind behind -> socket.sendMessage(new TextMessage(behind.text()));
                    case Outbox.Entry.Reply(String text) -> socket.sendMessage(new TextMessage(text));
                    case Outbox.Entry.Ping _ -> socket.sendMessage(new PingMessage());
                    case Outbox.Entry.Work(Runnable work) -> work.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the connection {} of {} broke", socket.getId(), caller.name(), e);
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }
}
