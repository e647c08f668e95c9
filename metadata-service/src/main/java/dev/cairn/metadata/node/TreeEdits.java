package dev.cairn.metadata.node;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.metadata.outbox.Outbox;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionOperations;

/** Changes a tree: locks its space, lets the work change it, writes rows, versions, usage, sequence and word of it; all or nothing. */
public final class TreeEdits {
    /** Less than clients wait for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TransactionOperations transactions;
    private final EditGroups groups;
    private final SpaceGate gate;
    private final JdbcTree store;
    private final Outbox outbox;
    private final InstantSource clock;

    TreeEdits(TransactionOperations transactions, SpaceGate gate, JdbcTree store, Outbox outbox, InstantSource clock) {
        this.transactions = transactions;
        this.groups = new EditGroups(transactions, PATIENCE);
        this.gate = gate;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Work that knows beforehand some of what it will ask for. */
    @FunctionalInterface
    interface Foresight<T> {
        /** Adds its questions to those that are sent with the lock; the work itself, which finds them answered. */
        Function<Tree, T> ask(JdbcRoundTrip trip);
    }

    /** Runs {@code work} in a transaction that holds the space; durable when this returns. */
    public <T> T edit(SpaceId space, SpaceRole needed, Function<Tree, T> work) {
        return Objects.requireNonNull(transactions.execute(_ -> inTransaction(space, needed, _ -> work)));
    }

    /**
     * As {@link #edit(SpaceId, SpaceRole, Function)}, together with others that come at the same time: see {@link EditGroups}. The work
     * touches nothing but its tree.
     *
     * @param operations how much it is
     */
    <T> T editTogether(SpaceId space, SpaceRole needed, int operations, Foresight<T> foresight) {
        return groups.run(space, operations, () -> inTransaction(space, needed, foresight));
    }

    /** Asks the database once before the work and once after it. */
    private <T> T inTransaction(SpaceId space, SpaceRole needed, Foresight<T> foresight) {
        var before = store.trip();
        var access = gate.lock(before, space, needed);
        var work = foresight.ask(before);
        before.send();
        var tree = new Tree(access.get(), store, clock.instant());
        var result = work.apply(tree);
        write(tree);
        return result;
    }

    /** Writes what became of a tree, in the transaction that holds its space. */
    void write(Tree tree) {
        var trip = store.trip();
        var space = tree.flush(trip);
        var event = tree.event();
        if (event != null) {
            gate.write(trip, space);
            outbox.append(trip, event);
        }
        trip.send();
    }
}
