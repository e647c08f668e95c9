package dev.cairn.sync.feed;

import dev.cairn.contracts.event.Event.NodesChanged;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection following one space. Its position is what the device was told so far, by a delta or by "behind"; an event that
 * begins exactly there is pushed, an older one was told already, any other means the device must pull. Events that come while
 * the position is still being asked for are kept, a few of them. Thread-safe.
 */
final class Subscription {
    private static final int EARLY_MAX = 64;

    private final SpaceId space;
    private final Outbox outbox;
    private final List<Told> early = new ArrayList<>();
    private @Nullable Cursor position;
    private boolean earlyLost;

    /** An event and its message, null when it cannot be pushed. */
    record Told(NodesChanged event, @Nullable String message) {}

    Subscription(SpaceId space, Outbox outbox) {
        this.space = space;
        this.outbox = outbox;
    }

    SpaceId space() {
        return space;
    }

    /** From here on the device knows everything up to this cursor, or was told to pull. */
    synchronized void startAt(Cursor start) {
        position = start;
        if (earlyLost) {
            outbox.behind(space);
        }
        early.forEach(this::tell);
        early.clear();
    }

    synchronized void on(Told told) {
        if (position != null) {
            tell(told);
        } else if (early.size() < EARLY_MAX) {
            early.add(told);
        } else {
            early.clear();
            earlyLost = true;
        }
    }

    private void tell(Told told) {
        var at = position;
        var after = Cursor.parse(told.event().cursor()).orElse(null);
        if (at == null || after == null) {
            outbox.behind(space);
            return;
        }
        boolean sameHistory = after.epoch() == at.epoch();
        if (sameHistory && after.sequence() <= at.sequence()) {
            return;
        }
        position = after;
        if (sameHistory && told.event().before() == at.sequence() && told.message() != null) {
            outbox.push(space, told.message());
        } else {
            outbox.behind(space);
        }
    }
}
