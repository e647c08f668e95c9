package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import dev.cairn.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Moves data from A to B and writes down what it took. */
final class Transfer {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MILLION = 1e6;

    private final Path home;
    private final Installation server;
    private final Device a;
    private final Device b;
    private final CountingProxy proxyA;
    private final CountingProxy proxyB;
    private final Report report;

    Transfer(
            Path home,
            Installation server,
            Device a,
            Device b,
            CountingProxy proxyA,
            CountingProxy proxyB,
            Report report) {
        this.home = home;
        this.server = server;
        this.a = a;
        this.b = b;
        this.proxyA = proxyA;
        this.proxyB = proxyB;
        this.report = report;
    }

    /** A file each way: both clients are up and see each other. */
    void awaitFirstSync() throws Exception {
        Files.writeString(a.folder().resolve("hello-from-a"), "a");
        await(() -> Files.exists(b.folder().resolve("hello-from-a")), Duration.ofMillis(20));
        Files.writeString(b.folder().resolve("hello-from-b"), "b");
        await(() -> Files.exists(a.folder().resolve("hello-from-b")), Duration.ofMillis(20));
    }

    void smallFiles(int count, long seed) throws Exception {
        var prepared = home.resolve("small");
        long bytes = Trees.makeSmallFiles(prepared, count, seed);
        var name = count + " files, " + Math.round(bytes / MILLION) + " MB";
        var target = b.folder().resolve("small");
        var meter = new Meter();
        Files.move(prepared, a.folder().resolve("small"));
        await(() -> Trees.count(target) == count, Duration.ofMillis(100));
        double seconds = meter.seconds();
        report.addAtMost(name, "wall", seconds, "s", 30);
        report.add(name, "rate", count / seconds, "files/s");
        meter.report(name, bytes);
        verify();
    }

    void bigFile(long bytes, long seed) throws Exception {
        var prepared = home.resolve("big");
        Trees.makeBigFile(prepared, bytes, seed);
        var name = "one file, " + (bytes >> 20) + " MiB";
        var target = b.folder().resolve("big");
        var meter = new Meter();
        Files.move(prepared, a.folder().resolve("big"));
        await(() -> Files.exists(target) && Files.size(target) == bytes, Duration.ofMillis(20));
        double seconds = meter.seconds();
        report.add(name, "wall", seconds, "s");
        report.addAtLeast(name, "rate", bytes / MILLION / seconds, "MB/s", 80);
        meter.report(name, bytes);
        verify();
    }

    void latency(String name, int count, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var millis = new double[count];
        var bytes = new byte[4096];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            var file = "latency-" + seed + "-" + i % 10;
            long begin = System.nanoTime();
            Files.write(a.folder().resolve(file), bytes);
            var expected = bytes.clone();
            await(() -> Arrays.equals(Files.readAllBytes(b.folder().resolve(file)), expected), Duration.ofMillis(1));
            millis[i] = (System.nanoTime() - begin) / MILLION;
            LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(100)).toNanos());
        }
        Arrays.sort(millis);
        report.addAtMost(name, "write on A to bytes on B, p50", millis[count / 2], "ms", 300);
        report.add(name, "write on A to bytes on B, p99", millis[(count * 99 - 1) / 100], "ms");
    }

    private void verify() throws IOException {
        if (!Trees.digests(a.folder()).equals(Trees.digests(b.folder()))) {
            throw new IOException("the folders of A and B differ");
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition, Duration interval) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (NoSuchFileException e) {
                // Not there yet.
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("nothing after " + PATIENCE);
            }
            LockSupport.parkNanos(interval.toNanos());
        }
    }

    /** What time, CPU, wire and disk a step took. */
    private final class Meter {
        private final long begin = System.nanoTime();
        private final ProcessUsage serverBefore = server.usage();
        private final ProcessUsage clientsBefore = a.usage().plus(b.usage());
        private final long wireBefore = wire();
        private final long diskBefore = disk();

        double seconds() {
            return (System.nanoTime() - begin) / 1e9;
        }

        void report(String name, long bytes) {
            var serverUsed = server.usage().since(serverBefore);
            var clientsUsed = a.usage().plus(b.usage()).since(clientsBefore);
            report.add(name, "server CPU", serverUsed.cpuSeconds(), "s");
            report.add(name, "both clients' CPU", clientsUsed.cpuSeconds(), "s");
            report.add(name, "server's peak memory", serverUsed.peakBytes() / MILLION, "MB");
            report.add(name, "both clients' peak memory", clientsUsed.peakBytes() / MILLION, "MB");
            report.add(name, "on the wire, both clients", (wire() - wireBefore) / MILLION, "MB");
            report.add(name, "on the server's disk", (disk() - diskBefore) / MILLION, "MB");
            report.add(name, "payload", bytes / MILLION, "MB");
        }

        private long wire() {
            return proxyA.bytesUp() + proxyA.bytesDown() + proxyB.bytesUp() + proxyB.bytesDown();
        }

        private long disk() {
            try {
                return server.diskBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
