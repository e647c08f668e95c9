package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the remote tree up to date: takes pushes that follow what is known, and pulls whenever something may be missing. */
final class Following {
    private final RemoteChanges changes;
    private final RemoteServer server;
    private final Workers workers;
    private final Connection connection;
    private final Agenda agenda;
    private final Ledger ledger;
    private @Nullable String cursor;
    private boolean pulled;
    private boolean pulling;
    private boolean pullWanted = true;

    Following(
            RemoteChanges changes,
            RemoteServer server,
            Workers workers,
            Connection connection,
            Agenda agenda,
            Ledger ledger) {
        this.changes = changes;
        this.server = server;
        this.workers = workers;
        this.connection = connection;
        this.agenda = agenda;
        this.ledger = ledger;
    }

    /** Goes on where an earlier process was. */
    void resume() {
        var known = ledger.fact("cursor", "");
        cursor = known.isEmpty() ? null : known;
    }

    /** Up to where the server is known; null before the first pull. */
    @Nullable
    String cursor() {
        return cursor;
    }

    boolean isAt(String other) {
        return other.equals(cursor);
    }

    void advance(String to) {
        cursor = to;
        ledger.note("cursor", to);
    }

    void wantPull() {
        pullWanted = true;
    }

    boolean isPullWanted() {
        return pullWanted;
    }

    boolean isPulling() {
        return pulling;
    }

    /** Whether everything was pulled once since the start. */
    boolean hasPulled() {
        return pulled;
    }

    /** Whether all the server had was seen since somebody last wanted that, or it could not be reached. */
    boolean isCurrent() {
        return pulled && !pullWanted && !pulling;
    }

    void pushed(String from, Delta delta) {
        if (delta.cursor().equals(cursor)) {
            return;
        }
        if (!from.equals(cursor) || delta.more() || delta.reset()) {
            pullWanted = true;
            return;
        }
        changed(changes.apply(delta.changes()));
        advance(delta.cursor());
    }

    void pulled(Event.Pulled pull) {
        pulling = false;
        connection.worked();
        if (!Objects.equals(pull.from(), cursor)) {
            boolean thereAlready = pull.cursor().equals(cursor);
            pulled |= thereAlready;
            pullWanted |= !thereAlready;
            if (thereAlready) {
                agenda.wantPlan();
            }
            return;
        }
        if (pull.reset()) {
            changes.reset(pull.changes(), pull.from(), pull.cursor());
            agenda.releaseAll();
            agenda.wantPlan();
        } else {
            changed(changes.apply(pull.changes()));
        }
        pulled = true;
        advance(pull.cursor());
    }

    void pullFailed(Exception cause) {
        pulling = false;
        lost("Changes cannot be pulled", cause);
    }

    /** Whether the server can be asked now. */
    boolean canAsk() {
        return connection.usable();
    }

    /** The server answered somebody. */
    void reached() {
        connection.worked();
    }

    /**
     * The server answered nobody. The first thing to ask when it is there again: what was missed.
     *
     * @param what could not be done; for the log
     */
    void lost(String what, Exception cause) {
        connection.failed(what, cause);
        pullWanted = true;
    }

    private void changed(Set<NodeId> nodes) {
        agenda.releaseAll(nodes);
        agenda.wantPlan();
    }

    /** Pulls if that is wanted and possible. */
    void pull() {
        if (!pullWanted || pulling || !connection.usable()) {
            return;
        }
        pulling = true;
        pullWanted = false;
        var from = cursor;
        workers.submit(Workers.Lane.PULL, () -> pullAll(from), Event.PullFailed::new);
    }

    private Event pullAll(@Nullable String from) throws IOException {
        var all = new ArrayList<Change>();
        boolean reset = false;
        @Nullable String at = from;
        while (true) {
            var page = server.delta(at);
            if (page.reset()) {
                all.clear();
                reset = true;
            }
            all.addAll(page.changes());
            at = page.cursor();
            if (!page.more()) {
                return new Event.Pulled(from, all, at, reset);
            }
        }
    }
}
