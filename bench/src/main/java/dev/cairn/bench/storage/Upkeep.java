package dev.cairn.bench.storage;

import dev.cairn.contracts.storage.NewStorageJob;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.storage.job.Jobs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that keeps a store whole and small, one after the other without a pause: collection, compaction, and the jobs that read it. */
final class Upkeep {
    private static final long LOOK_MILLIS = 20;
    private static final long END_SECONDS_MAX = 60;

    private final Jobs jobs;
    private final SmartLifecycle collector;
    private final JdbcClient jdbc;

    Upkeep(Jobs jobs, SmartLifecycle collector, JdbcClient jdbc) {
        this.jobs = jobs;
        this.collector = collector;
        this.jdbc = jdbc;
    }

    /**
     * What was done.
     *
     * @param readBytes by each kind of job, of packs or of devices
     * @param packs that were emptied, and went or wait in the trash
     */
    record Done(Map<String, Long> readBytes, long packs) {
        static final Done NOTHING = new Done(Map.of(), 0);

        Done plus(Done other) {
            var sum = new TreeMap<>(readBytes);
            other.readBytes.forEach((kind, bytes) -> sum.merge(kind, bytes, Long::sum));
            return new Done(sum, packs + other.packs);
        }
    }

    /** Something that is done meanwhile. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws Exception;
    }

    /** Does all of it while something else is done, the jobs of these kinds again and again, and says what was done. */
    Done during(List<String> kinds, Meanwhile work) throws Exception {
        long packs = emptied();
        var ended = new CountDownLatch(1);
        var read = new ConcurrentHashMap<String, Long>();
        collector.start();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running;
            try {
                running = kinds.stream()
                        .map(kind -> threads.<Void>submit(() -> repeat(kind, ended, read)))
                        .toList();
                work.run();
            } finally {
                ended.countDown();
            }
            for (var one : running) {
                one.get(END_SECONDS_MAX, TimeUnit.SECONDS);
            }
        } finally {
            collector.stop();
        }
        return new Done(read, emptied() - packs);
    }

    private Void repeat(String kind, CountDownLatch ended, Map<String, Long> read) throws Exception {
        while (ended.getCount() > 0) {
            var job = jobs.start(new NewStorageJob(kind, Map.of()));
            var now = job;
            while (now.state() == StorageJob.State.RUNNING) {
                if (ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    jobs.cancel(job.id());
                }
                now = jobs.job(job.id());
            }
            if (now.state() == StorageJob.State.FAILED || now.found() > 0) {
                throw new IOException(kind + ": " + now.message() + " " + now.findings());
            }
            read.merge(kind, now.done(), Long::sum);
        }
        return null;
    }

    private long emptied() {
        return jdbc.sql("SELECT count(*) FROM storage.packs WHERE state IN ('TRASHED', 'UNLINKING', 'GONE')")
                .query(Long.class)
                .single();
    }
}
