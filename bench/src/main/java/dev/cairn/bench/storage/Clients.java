package dev.cairn.bench.storage;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * So many clients, each of which puts one random blob after the other.
 *
 * @param count clients, each a virtual thread
 * @param bytes of a blob
 * @param seconds of a round
 */
record Clients(int count, int bytes, int seconds) {
    private static final AtomicLong SEED = new AtomicLong(1);

    /** Durable when it returns. */
    @FunctionalInterface
    interface Put {
        void put(byte[] blob) throws Exception;
    }

    /** The puts of one round. */
    long run(Put put) throws Exception {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds = threads.invokeAll(IntStream.range(0, count)
                    .<Callable<Long>>mapToObj(_ -> () -> one(put, until))
                    .toList());
            long puts = 0;
            for (var round : rounds) {
                puts += round.get();
            }
            return puts;
        }
    }

    private long one(Put put, long until) throws Exception {
        var random = new Random(SEED.incrementAndGet());
        long puts = 0;
        for (; System.nanoTime() < until; puts++) {
            var blob = new byte[bytes];
            random.nextBytes(blob);
            put.put(blob);
        }
        return puts;
    }
}
