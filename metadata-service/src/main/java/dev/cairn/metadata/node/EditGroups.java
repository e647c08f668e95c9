package dev.cairn.metadata.node;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * once more, each alone. So work may be done twice, never both times with effect. Nobody is answered before their edit is durable.
 * Thread-safe.
 */
final class EditGroups {
    /** Most operations of a transaction, unless a single edit has more. */
    private static final int OPERATIONS_MAX = 1_000;
    /** When a transaction has worked so long, the rest of its group waits for the next. */
    private static final Duration WORK_MAX = Duration.ofMillis(200);

    private final TransactionOperations transactions;
    private final Duration patience;
    /** Spaces in which an edit is at work, and who waits there. */
    private final Map<SpaceId, ArrayDeque<Part<?>>> lines = new HashMap<>();

    /** @param patience how long anybody waits for others before they are told to come again */
    EditGroups(TransactionOperations transactions, Duration patience) {
        this.transactions = transactions;
        this.patience = patience;
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
        private @Nullable T draft;
        private @Nullable T result;
        private RuntimeException failure = new IllegalStateException("whoever should have done this edit was stopped");

        Part(int operations, Caller caller, Supplier<T> work) {
            this.operations = Math.max(1, operations);
            this.caller = caller;
            this.work = work;
        }

        void run() {
            draft = null;
            draft = Callers.<T, RuntimeException>call(caller, work::get);
        }

        void durable() {
            result = draft;
        }

        T outcome() {
            if (result == null) {
                throw failure;
            }
            return result;
        }
    }

    /**
     * Does {@code work} in a transaction, on behalf of the current caller; durable when this returns. In the caller's own transaction,
     * if there is one. UNAVAILABLE when others are at work for too long: then it may yet be done.
     *
     * @param operations how much it is
     */
    <T> T run(SpaceId space, int operations, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        var part = new Part<>(operations, Callers.current(), work);
        var own = new ArrayDeque<Part<?>>();
        var line = enter(space, own, part);
        if (line == own || wait(space, line, part) == Call.LEAD) {
            try {
                lead(line);
            } finally {
                handOver(space, line);
            }
        }
        return part.outcome();
    }

    /** Puts a part into the line of the space, which is {@code own} when there was none. */
    private synchronized ArrayDeque<Part<?>> enter(SpaceId space, ArrayDeque<Part<?>> own, Part<?> part) {
        var line = lines.computeIfAbsent(space, _ -> own);
        line.add(part);
        return line;
    }

    private Call wait(SpaceId space, ArrayDeque<Part<?>> line, Part<?> part) {
        try {
            return part.called.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return leave(space, line, part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return leave(space, line, part);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes a call so", e);
        }
    }

    /** Whoever comes from now on begins a new line, and waits for the database only: this one's leader may be stuck. */
    private synchronized Call leave(SpaceId space, ArrayDeque<Part<?>> line, Part<?> part) {
        if (part.called.isDone()) {
            return part.called.join();
        }
        line.remove(part);
        lines.remove(space, line);
        throw new ProblemException(Problem.UNAVAILABLE, "The space is busy; the edit may come again");
    }

    private synchronized void handOver(SpaceId space, ArrayDeque<Part<?>> line) {
        if (line.isEmpty()) {
            lines.remove(space, line);
        } else {
            line.getFirst().called.complete(Call.LEAD);
        }
    }

    /** How many wait in a space. */
    synchronized int waiting(SpaceId space) {
        return lines.getOrDefault(space, new ArrayDeque<>()).size();
    }

    /** The first of the line, who leads, and those behind that fit. */
    private synchronized List<Part<?>> next(ArrayDeque<Part<?>> line) {
        var group = new ArrayList<Part<?>>();
        int operations = 0;
        while (!line.isEmpty() && (group.isEmpty() || operations + line.getFirst().operations <= OPERATIONS_MAX)) {
            operations += line.getFirst().operations;
            group.add(line.removeFirst());
        }
        return group;
    }

    private synchronized void putBack(ArrayDeque<Part<?>> line, List<Part<?>> parts) {
        parts.reversed().forEach(line::addFirst);
    }

    private void lead(ArrayDeque<Part<?>> line) {
        var group = next(line);
        try {
            if (group.size() > 1) {
                int done = together(group);
                putBack(line, group.subList(done, group.size()));
                group.subList(done, group.size()).clear();
            } else {
                alone(group.getFirst());
            }
        } finally {
            group.forEach(part -> part.called.complete(Call.DONE));
        }
    }

    /** How many were done, or refused. */
    private int together(List<Part<?>> group) {
        try {
            int done = transactions.execute(_ -> work(group));
            group.subList(0, done).forEach(Part::durable);
            return done;
        } catch (CannotCreateTransactionException e) {
            group.forEach(part -> part.failure = e);
            return group.size();
        } catch (RuntimeException e) {
            return eachAlone(group);
        }
    }

    private static int work(List<Part<?>> group) {
        long begin = System.nanoTime();
        int done = 0;
        while (done < group.size() && (done == 0 || System.nanoTime() - begin < WORK_MAX.toNanos())) {
            var part = group.get(done++);
            try {
                part.run();
            } catch (ProblemException e) {
                part.failure = e;
            }
        }
        return done;
    }

    /** Without a database, nobody but the first waits until that is certain. */
    private int eachAlone(List<Part<?>> group) {
        CannotCreateTransactionException gone = null;
        for (var part : group) {
            if (gone == null) {
                gone = alone(part);
            } else {
                part.failure = gone;
            }
            part.called.complete(Call.DONE);
        }
        return group.size();
    }

    private @Nullable CannotCreateTransactionException alone(Part<?> part) {
        try {
            transactions.executeWithoutResult(_ -> part.run());
            part.durable();
            return null;
        } catch (RuntimeException e) {
            part.failure = e;
            return e instanceof CannotCreateTransactionException gone ? gone : null;
        }
    }
}
