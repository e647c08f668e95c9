package dev.cairn.metadata.node;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.metadata.outbox.Outbox;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionOperations;

/** Changes a tree: locks its space, lets the work change it, writes rows, versions, usage, sequence and word of it; all or nothing. */
public final class TreeEdits {
    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final JdbcTree store;
    private final Outbox outbox;
    private final InstantSource clock;

    TreeEdits(TransactionOperations transactions, SpaceGate gate, JdbcTree store, Outbox outbox, InstantSource clock) {
        this.transactions = transactions;
        this.gate = gate;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Runs {@code work} in a transaction that holds the space; durable when this returns. */
    public <T> T edit(SpaceId space, SpaceRole needed, Function<Tree, T> work) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            var tree = new Tree(gate.lock(space, needed), store, clock.instant());
            var result = work.apply(tree);
            var event = tree.event();
            if (event != null) {
                gate.write(tree.flush());
                outbox.append(event);
            }
            return result;
        }));
    }
}
