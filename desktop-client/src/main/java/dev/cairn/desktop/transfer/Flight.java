package dev.cairn.desktop.transfer;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Requests of one transfer running beside it, a few at a time. The first failure stops the transfer. */
final class Flight {
    /** One request. */
    @FunctionalInterface
    interface Request {
        void run() throws IOException;
    }

    private final Executor executor;
    private final int max;
    private final Semaphore places;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Flight(Executor executor, int max) {
        this.executor = executor;
        this.max = max;
        this.places = new Semaphore(max);
    }

    /** Waits for a free place, then starts; throws what an earlier request failed with. */
    void start(Request request) throws IOException {
        places.acquireUninterruptibly();
        if (failure.get() != null) {
            places.release();
            rethrow();
        }
        executor.execute(() -> {
            try {
                request.run();
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
            } catch (Error e) {
                failure.compareAndSet(null, new IllegalStateException("something unexpected happened: " + e, e));
            } finally {
                places.release();
            }
        });
    }

    /** Waits for all of them; throws what one failed with. */
    void await() throws IOException {
        places.acquireUninterruptibly(max);
        places.release(max);
        rethrow();
    }

    private void rethrow() throws IOException {
        var failed = failure.get();
        if (failed instanceof IOException io) {
            throw io;
        }
        if (failed instanceof RuntimeException runtime) {
            throw runtime;
        }
    }
}
