package dev.cairn.desktop.limit;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A token bucket (as in RFC 2697, with one rate) that may go into debt: whoever finds it not empty takes all it wants at once, and the next
 * ones wait until that is paid. It holds a quarter of a second, so that nothing that was saved up is sent at once. Thread-safe.
 *
 * <p>The rate is asked for at every take, and by those who wait once a second: it may change at any time.
 */
public final class Throttle {
    /** What takes should be cut into, so that several share a slow line evenly; bytes. */
    public static final int PIECE_BYTES = 16 << 10;

    private static final double SAVED_SECONDS = 0.25;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Time as it passes here. */
    public interface Ticker {
        /** The system's. */
        Ticker SYSTEM = new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };

        /** As {@link System#nanoTime}. */
        long nanos();

        /** Lets so much time pass, or less. */
        void pause(long nanos);
    }

    private final Supplier<Rate> rate;
    private final Ticker ticker;
    private final Semaphore turn = new Semaphore(1, true);
    private double room;
    private long at;

    /** @param rate what holds now; asked often */
    public Throttle(Supplier<Rate> rate, Ticker ticker) {
        this.rate = rate;
        this.ticker = ticker;
        this.at = ticker.nanos();
    }

    /** What holds now. */
    public Rate rate() {
        return rate.get();
    }

    /**
     * Waits until so many bytes may go.
     *
     * @param wanted asked once a second; when it says no, the wait ends with an {@link InterruptedIOException}, as when interrupted
     */
    public void take(int bytes, BooleanSupplier wanted) throws InterruptedIOException {
        for (long wait = tryTake(bytes); wait > 0; wait = tryTake(bytes)) {
            if (Thread.currentThread().isInterrupted() || !wanted.getAsBoolean()) {
                throw new InterruptedIOException("no longer waiting for bandwidth");
            }
            ticker.pause(Math.min(wait, (long) NANOS));
        }
    }

    /** Zero: done. Else how many nanoseconds there is nothing to be had. */
    private synchronized long tryTake(int bytes) {
        long now = ticker.nanos();
        var perSecond = rate.get();
        if (perSecond.isUnlimited()) {
            room = 0;
            at = now;
            return 0;
        }
        double most = perSecond.bytes() * SAVED_SECONDS;
        room = Math.min(most, room + (now - at) / NANOS * perSecond.bytes());
        at = now;
        if (room >= 0) {
            room -= bytes;
            return 0;
        }
        return (long) Math.ceil(-room / perSecond.bytes() * NANOS);
    }

    /** What {@link #turn} gives. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until nobody else moves a large body while there is a limit: sharing a slow line, many would each be silent for so long that the
     * other side gives them up. Without a limit nobody waits.
     */
    public Turn turn() throws InterruptedIOException {
        if (rate.get().isUnlimited()) {
            return () -> {};
        }
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("no longer waiting for bandwidth");
        }
        return turn::release;
    }
}
