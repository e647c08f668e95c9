package dev.cairn.sync.feed;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.sync.event.EventLoss;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who follows which space. An event is written as a message once, whoever many follow, and handed to their outboxes without
 * waiting for any of them. Positions make hearing an event twice harmless.
 */
final class Followers implements EventConsumer, EventLoss {
    private final Map<SpaceId, Set<Following>> bySpace = new ConcurrentHashMap<>();
    private final JsonMapper json;

    Followers(JsonMapper json) {
        this.json = json;
    }

    /** A subscription and the connection it belongs to. */
    record Following(Connection connection, Subscription subscription) {}

    void add(Following following) {
        bySpace.compute(following.subscription().space(), (_, all) -> {
            var set = all == null ? ConcurrentHashMap.<Following>newKeySet() : all;
            set.add(following);
            return set;
        });
    }

    void remove(Following following) {
        bySpace.computeIfPresent(following.subscription().space(), (_, all) -> {
            all.remove(following);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public String name() {
        return "sync-feed";
    }

    @Override
    public void accept(EventEnvelope envelope) {
        var followers = bySpace.getOrDefault(envelope.event().space(), Set.of());
        if (followers.isEmpty()) {
            return;
        }
        switch (envelope.event()) {
            case Event.NodesChanged changed -> {
                var told = new Subscription.Told(changed, message(changed));
                followers.forEach(following -> following.subscription().on(told));
            }
            case Event.AccessChanged access ->
                followers.stream()
                        .filter(following ->
                                following.connection().caller().account().equals(access.account()))
                        .forEach(following -> following
                                .connection()
                                .recheck(following.subscription().space()));
            case Event.LinkCreated _ -> {}
        }
    }

    @Override
    public void onEventsLost() {
        bySpace.values()
                .forEach(all -> all.forEach(following -> {
                    following.connection().behind(following.subscription().space());
                    following.connection().recheck(following.subscription().space());
                }));
    }

    private @Nullable String message(Event.NodesChanged changed) {
        var after = Cursor.parse(changed.cursor());
        if (after.isEmpty() || !changed.complete()) {
            return null;
        }
        var before = after.get().at(changed.before()).toString();
        return json.writeValueAsString(new ServerMessage.Pushed(
                before, new Delta(changed.space(), changed.changes(), changed.cursor(), false, false)));
    }
}
