package dev.cairn.contracts.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that is done turn by turn on a thread of its own, from the start of the process until it is stopped. Nothing that a turn throws
 * ends it: that is logged, and the next turn comes after a pause. May be started again.
 */
public final class Background implements SmartLifecycle {
    /** For work that is done: there is no next turn before the next start. */
    public static final Duration NEVER = Duration.ofDays(36_500);

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
    private static final Duration FAILED_PAUSE_MIN = Duration.ofSeconds(1);

    /** What is done again and again. It may be cut off anywhere, as when the process is killed. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does what is to do now.
         *
         * @param stop to be asked between one piece of work and the next
         * @return how long to wait for the next turn
         */
        Duration turn(Stop stop);
    }

    /** As {@link Work}, when turns come at equal distances. */
    @FunctionalInterface
    public interface Routine {
        /** Does what is to do now, and asks {@code stop} between one piece and the next. */
        void turn(Stop stop);
    }

    private final String name;
    private final Duration first;
    private final Work work;
    private @Nullable Stop stop;
    private @Nullable Thread thread;

    /**
     * Not started yet.
     *
     * @param name of the thread
     * @param first pause before the first turn, and after one that failed, but then a second at least
     */
    public Background(String name, Duration first, Work work) {
        this.name = name;
        this.first = first;
        this.work = work;
    }

    /** A turn after each pause. */
    public static Background every(Duration pause, String name, Routine routine) {
        return new Background(name, pause, stop -> {
            routine.turn(stop);
            return pause;
        });
    }

    @Override
    public synchronized void start() {
        if (stop == null) {
            var begun = new Stop();
            stop = begun;
            thread = Thread.ofVirtual().name(name).start(() -> run(begun));
        }
    }

    private void run(Stop ending) {
        var pause = first;
        while (!ending.within(pause)) {
            pause = turn(ending);
        }
    }

    private Duration turn(Stop ending) {
        try {
            return work.turn(ending);
        } catch (Throwable e) {
            // Whatever it was, the next turn may do better; work that ends silently is missed when it is too late.
            var pause = first.compareTo(FAILED_PAUSE_MIN) < 0 ? FAILED_PAUSE_MIN : first;
            if (ending.isRequested()) {
                LOG.debug("{}: stopped in the middle of a turn", name, e);
            } else {
                LOG.warn("{}: a turn failed; the next comes in {}", name, pause, e);
            }
            return pause;
        }
    }

    /** Asks it to end, and waits for the piece of work it is at, for two seconds. */
    @Override
    public synchronized void stop() {
        if (stop == null || thread == null) {
            return;
        }
        stop.request();
        try {
            thread.join(ENDS_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop = null;
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return stop != null;
    }

    /** Whether the work is to end. Thread-safe. */
    public static final class Stop {
        private final CountDownLatch requested = new CountDownLatch(1);

        Stop() {}

        private void request() {
            requested.countDown();
        }

        /** Whether it is to end now. */
        public boolean isRequested() {
            return requested.getCount() == 0;
        }

        /** Rests for so long, or until it is to end; whether it is. An interrupt asks for the end, too. */
        public boolean within(Duration rest) {
            try {
                return requested.await(rest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }
}
