package dev.cairn.storage.chunk;

import dev.cairn.content.Compressor;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.crypto.Sealer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * As many sets of compressor and cipher as there are processors: hashing, compressing and sealing more uploads at once than that
 * would only cost memory. Nothing that waits for a disk or a database is done with one in hand.
 */
final class IngestWorkers implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    private final ArrayBlockingQueue<Worker> idle;

    /** One set. */
    record Worker(Compressor compressor, Sealer sealer) {}

    IngestWorkers(int count) {
        this.idle = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            idle.add(new Worker(new Compressor(), new Sealer()));
        }
    }

    /** Runs {@code work} as soon as a set is free; UNAVAILABLE after a minute. */
    <T> T with(Function<Worker, T> work) {
        Worker worker;
        try {
            worker = idle.poll(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "The server is stopping", e);
        }
        if (worker == null) {
            throw new ProblemException(Problem.UNAVAILABLE, "The server has too much to do");
        }
        try {
            return work.apply(worker);
        } finally {
            idle.add(worker);
        }
    }

    /** Frees the native memory of the sets that are idle. */
    @Override
    public void close() {
        for (var worker = idle.poll(); worker != null; worker = idle.poll()) {
            worker.compressor().close();
        }
    }
}
