package dev.cairn.desktop.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends a reply whose bytes have stopped coming while somebody wants them: the JDK's client itself waits for a silent server for ever. Who
 * reads slowly, because of a bandwidth limit or a slow disk, may.
 */
final class StallGuard extends FilterInputStream {
    private static final long SILENCE_SECONDS_MAX = 60;
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stall").factory());

    private final AtomicLong reads = new AtomicLong();
    private final ScheduledFuture<?> check;
    private long seen = -1;
    private volatile boolean reading;
    private volatile boolean stalled;

    StallGuard(InputStream in) {
        super(in);
        this.check =
                CLOCK.scheduleWithFixedDelay(this::check, SILENCE_SECONDS_MAX, SILENCE_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private void check() {
        long now = reads.get();
        if (now == seen && reading) {
            stalled = true;
            try {
                in.close();
            } catch (IOException e) {
                // The reader gets an exception of its own.
            }
        }
        seen = now;
    }

    @Override
    public int read() throws IOException {
        begin();
        return ended(in.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        begin();
        return ended(in.read(into, offset, length));
    }

    private void begin() {
        reads.incrementAndGet();
        reading = true;
    }

    private int ended(int read) throws IOException {
        reading = false;
        if (stalled) {
            throw new IOException("the server stopped sending");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        check.cancel(false);
        super.close();
    }
}
