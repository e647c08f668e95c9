package dev.cairn.desktop.remote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Long polls of all followed spaces at the same time, until they are closed. Safe to begin and close again and again, by one thread. */
final class LongPolls implements AutoCloseable {
    /** More spaces than these are polled by nobody; the server lets 200 requests of an account wait. */
    static final int SPACES_MAX = 100;

    private final Backoff backoff;
    private List<Thread> threads = List.of();
    private CountDownLatch over = new CountDownLatch(0);

    LongPolls(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Begins, unless it has. */
    void begin(Collection<ChangeFeed.Follower> followers) {
        if (!threads.isEmpty()) {
            return;
        }
        var end = new CountDownLatch(1);
        var begun = new ArrayList<Thread>();
        for (var follower : followers) {
            if (begun.size() < SPACES_MAX) {
                begun.add(Thread.ofVirtual().name("poll").start(() -> poll(follower, end)));
            }
        }
        over = end;
        threads = begun;
    }

    private void poll(ChangeFeed.Follower follower, CountDownLatch end) {
        try {
            new LongPoll(follower, backoff, System::nanoTime)
                    .run(time -> !end.await(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what waits; does not wait for it. */
    @Override
    public void close() {
        over.countDown();
        threads.forEach(Thread::interrupt);
        threads = List.of();
    }
}
