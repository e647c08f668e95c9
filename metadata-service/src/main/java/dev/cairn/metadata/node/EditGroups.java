package dev.cairn.metadata.node;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Edits of one space that come while another is at work, done together in the next transaction: one wait for the disk and one taking
 * of the space's lock serve them all ("group commit", DeWitt et al., 1984). The thread that came first leads: it does the work of the
 * others on their behalf, in the order they came, and hands over to the first that came meanwhile. Without company an edit
 * is done at once, on its own.
 *
 * <p>Work that fails must have written nothing; the others of its group go on. When the database refuses something, everybody is done
 * once more, each alone. So work may be done twice, never both times with effect. Thread-safe.
 */
final class EditGroups {
    /** Most operations of a transaction, unless a single edit has more: some tenths of a second with the space locked. */
    private static final int OPERATIONS_MAX = 1_000;

    private final TransactionOperations transactions;
    /** Spaces in which an edit is at work, and who waits there. */
    private final Map<SpaceId, ArrayDeque<Part<?>>> waiting = new HashMap<>();

    EditGroups(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    private enum Call {
        LEAD,
        DONE
    }

    /** What one caller wants. */
    private static final class Part<T> {
        private final int operations;
        private final Caller caller;
        private final Supplier<T> work;
        private final CompletableFuture<Call> called = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable RuntimeException failure;

        Part(int operations, Caller caller, Supplier<T> work) {
            this.operations = operations;
            this.caller = caller;
            this.work = work;
        }

        void run() {
            result = Callers.<T, RuntimeException>call(caller, work::get);
        }

        T outcome() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("whoever should have done this edit was stopped");
            }
            return result;
        }
    }

    /**
     * Does {@code work} in a transaction, on behalf of the current caller; durable when this returns. In the caller's own transaction,
     * if there is one.
     *
     * @param operations how much it is
     */
    <T> T run(SpaceId space, int operations, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        var part = new Part<>(operations, Callers.current(), work);
        if (comesFirst(space, part) || part.called.join() == Call.LEAD) {
            try {
                lead(next(space));
            } finally {
                handOver(space);
            }
        }
        return part.outcome();
    }

    private synchronized boolean comesFirst(SpaceId space, Part<?> part) {
        var present = waiting.get(space);
        var line = present == null ? new ArrayDeque<Part<?>>() : present;
        waiting.put(space, line);
        line.add(part);
        return present == null;
    }

    /** The leader's own part, and those behind it that fit. */
    private synchronized List<Part<?>> next(SpaceId space) {
        var line = Objects.requireNonNull(waiting.get(space));
        var group = new ArrayList<Part<?>>();
        int operations = 0;
        while (!line.isEmpty() && (group.isEmpty() || operations + line.getFirst().operations <= OPERATIONS_MAX)) {
            operations += line.getFirst().operations;
            group.add(line.removeFirst());
        }
        return group;
    }

    private synchronized void handOver(SpaceId space) {
        var line = Objects.requireNonNull(waiting.get(space));
        if (line.isEmpty()) {
            waiting.remove(space);
        } else {
            line.getFirst().called.complete(Call.LEAD);
        }
    }

    /** How many wait in a space. */
    synchronized int waiting(SpaceId space) {
        return waiting.getOrDefault(space, new ArrayDeque<>()).size();
    }

    private void lead(List<Part<?>> group) {
        try {
            if (group.size() == 1 || !together(group)) {
                eachAlone(group);
            }
        } finally {
            group.forEach(part -> part.called.complete(Call.DONE));
        }
    }

    /** False when the database refused something: nothing is done then. */
    private boolean together(List<Part<?>> group) {
        try {
            transactions.executeWithoutResult(_ -> group.forEach(EditGroups::one));
            return true;
        } catch (CannotCreateTransactionException e) {
            group.forEach(part -> part.failure = e);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void one(Part<?> part) {
        try {
            part.run();
        } catch (ProblemException e) {
            part.failure = e;
        }
    }

    /** Without a database, nobody but the first waits until that is certain. */
    private void eachAlone(List<Part<?>> group) {
        CannotCreateTransactionException gone = null;
        for (var part : group) {
            part.failure = gone;
            if (gone == null) {
                gone = alone(part);
            }
        }
    }

    private @Nullable CannotCreateTransactionException alone(Part<?> part) {
        try {
            transactions.executeWithoutResult(_ -> part.run());
            return null;
        } catch (RuntimeException e) {
            part.failure = e;
            return e instanceof CannotCreateTransactionException gone ? gone : null;
        }
    }
}
