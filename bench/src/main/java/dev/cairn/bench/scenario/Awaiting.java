package dev.cairn.bench.scenario;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Watches from outside until something holds. */
final class Awaiting {
    private Awaiting() {}

    /** Something to be seen on disk; what is not there does not hold. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Looks every {@code interval}; {@link IOException} after {@code longest}. */
    static void until(Duration longest, Duration interval, Condition condition) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("nothing after " + longest);
            }
            LockSupport.parkNanos(interval.toNanos());
        }
    }

    private static boolean holds(Condition condition) throws IOException {
        try {
            return condition.holds();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
