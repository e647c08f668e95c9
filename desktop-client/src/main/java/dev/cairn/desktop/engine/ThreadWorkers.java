package dev.cairn.desktop.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Workers on threads of their own. */
final class ThreadWorkers implements Workers, AutoCloseable {
    private static final int BYTES_THREADS = 6;

    private final ExecutorService bytes = pool("bytes", BYTES_THREADS);
    private final ExecutorService commit = pool("commit", 1);
    private final ExecutorService pull = pool("pull", 1);
    private final Consumer<Event> results;

    ThreadWorkers(Consumer<Event> results) {
        this.results = results;
    }

    private static ExecutorService pool(String name, int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    @Override
    public void submit(Lane lane, Supplier<Event> job) {
        var pool =
                switch (lane) {
                    case BYTES -> bytes;
                    case COMMIT -> commit;
                    case PULL -> pull;
                };
        pool.execute(() -> results.accept(job.get()));
    }

    @Override
    public void close() {
        bytes.shutdownNow();
        commit.shutdownNow();
        pull.shutdownNow();
    }
}
