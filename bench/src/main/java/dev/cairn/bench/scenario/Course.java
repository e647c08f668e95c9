package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The tasks, one after the other, with one pair. */
final class Course {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration SELDOM = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration BETWEEN_EDITS = Duration.ofMillis(2);
    private static final int EDITS = 1_000;
    private static final int PATCH_BYTES = 4 << 10;
    private static final int APPENDED_BYTES = 1_000_000;

    private final Pair pair;
    private final Path home;
    private final Size size;
    private final SplittableRandom random;
    private final Path small;
    private final Map<Task, Taken> taken = new EnumMap<>(Task.class);

    /**
     * How much of everything.
     *
     * @param bigBytes of the big file
     * @param writes for the latency
     * @param seed of all data
     */
    record Size(int files, long bigBytes, int writes, long seed) {}

    Course(Pair pair, Path home, Size size) {
        this.pair = pair;
        this.home = home;
        this.size = size;
        // None of the bytes of the trees, which are made from the seed itself.
        this.random = new SplittableRandom(~size.seed());
        this.small = Path.of("small");
    }

    /**
     * Does them in the order of the enumeration; in the end both folders are equal. {@link IOException} when they are not; {@link #taken}
     * has what came before.
     */
    void run(Set<Task> tasks) throws IOException {
        warmUp();
        for (var task : Task.withBefore(tasks)) {
            var one = run(task);
            if (tasks.contains(task)) {
                taken.put(task, one);
            }
        }
        if (!Trees.digests(pair.a()).equals(Trees.digests(pair.b()))) {
            throw new IOException("the folders of A and B differ");
        }
    }

    /** What the tasks took so far. */
    Map<Task, Taken> taken() {
        return taken;
    }

    private Taken run(Task task) throws IOException {
        return switch (task) {
            case SMALL -> small();
            case COPY -> copy();
            case RENAME -> rename();
            case BIG -> big();
            case INSERT -> insert();
            case OVERWRITE -> overwrite();
            case APPEND -> append();
            case LATENCY -> latency();
            case EDITS -> edits();
        };
    }

    /** A file each way where both sides watch, and a few more: everything is up, and has done it before. */
    private void warmUp() throws IOException {
        writes(Math.max(1, size.writes() / 5), "warm-up-");
        rest();
    }

    private Taken small() throws IOException {
        var prepared = home.resolve("prepared");
        Trees.makeSmallFiles(prepared.resolve("one"), size.files() / 2, size.seed());
        Trees.makeSmallFiles(prepared.resolve("two"), size.files() / 2, size.seed() + 1);
        return appear(prepared, small);
    }

    private Taken copy() throws IOException {
        var prepared = home.resolve("prepared");
        Programs.run(Map.of(), List.of("cp", "-r", pair.a().resolve(small).toString(), prepared.toString()));
        return appear(prepared, Path.of("copy"));
    }

    private Taken appear(Path prepared, Path place) throws IOException {
        long count = size.files() / 2 * 2L;
        var meter = new Meter();
        Files.move(prepared, pair.a().resolve(place));
        until(SELDOM, () -> Trees.countSmall(pair.b().resolve(place)) == count);
        return meter.taken();
    }

    private Taken rename() throws IOException {
        var from = small.resolve("one");
        var to = small.resolve("renamed");
        var meter = new Meter();
        Files.move(pair.a().resolve(from), pair.a().resolve(to));
        until(
                SELDOM,
                () -> Trees.countSmall(pair.b().resolve(to)) == size.files() / 2
                        && Trees.countSmall(pair.b().resolve(from)) == 0);
        var taken = meter.taken();
        Files.move(pair.a().resolve(to), pair.a().resolve(from));
        until(SELDOM, () -> Trees.countSmall(pair.b().resolve(from)) == size.files() / 2);
        rest();
        return taken;
    }

    private Taken edits() throws IOException {
        var files = Trees.relative(pair.a(), small);
        var meter = new Meter();
        var ended = new AtomicBoolean();
        var carrier = Thread.ofPlatform().daemon().start(() -> carryUntil(ended));
        var expected = new HashMap<Path, byte[]>();
        for (int i = 0; i < EDITS; i++) {
            var file = files.get(random.nextInt(files.size()));
            var bytes = bytes((int) Files.size(pair.a().resolve(file)));
            Files.write(pair.a().resolve(file), bytes);
            expected.put(file, bytes);
            LockSupport.parkNanos(BETWEEN_EDITS.toNanos());
        }
        meter.begin();
        ended.set(true);
        join(carrier);
        until(Duration.ofMillis(10), () -> {
            for (var left = expected.entrySet().iterator(); left.hasNext(); ) {
                var edit = left.next();
                if (!Arrays.equals(Files.readAllBytes(pair.b().resolve(edit.getKey())), edit.getValue())) {
                    return false;
                }
                left.remove();
            }
            return true;
        });
        return meter.taken();
    }

    private void carryUntil(AtomicBoolean ended) {
        try {
            boolean goesOn = pair.carry();
            while (goesOn && !ended.get()) {
                goesOn = pair.carry();
            }
        } catch (IOException e) {
            // Files change under it: a peer may complain of that. What counts is what is carried in the end.
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Path bigOfA() {
        return pair.a().resolve("big");
    }

    private Path bigOfB() {
        return pair.b().resolve("big");
    }

    private Taken big() throws IOException {
        var prepared = home.resolve("prepared");
        Trees.makeBigFile(prepared, size.bigBytes(), size.seed());
        var meter = new Meter();
        Files.move(prepared, bigOfA());
        until(SELDOM, () -> Files.size(bigOfB()) == size.bigBytes());
        return meter.taken();
    }

    /** As an editor saves: a new file takes the place of the old one. */
    private Taken insert() throws IOException {
        var prepared = home.resolve("prepared");
        try (var out = FileChannel.open(prepared, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var in = FileChannel.open(bigOfA())) {
            out.write(ByteBuffer.wrap(bytes(1)));
            for (long at = 0; at < in.size(); ) {
                at += in.transferTo(at, in.size() - at, out);
            }
        }
        long length = Files.size(prepared);
        var meter = new Meter();
        Files.move(prepared, bigOfA(), StandardCopyOption.REPLACE_EXISTING);
        until(SELDOM, () -> Files.size(bigOfB()) == length);
        return meter.taken();
    }

    private Taken overwrite() throws IOException {
        var bytes = bytes(PATCH_BYTES);
        long middle = Files.size(bigOfA()) / 2;
        var meter = new Meter();
        write(bigOfA(), middle, bytes);
        var read = new byte[bytes.length];
        until(SELDOM, () -> {
            try (var file = FileChannel.open(bigOfB())) {
                return file.read(ByteBuffer.wrap(read), middle) == read.length && Arrays.equals(read, bytes);
            }
        });
        return meter.taken();
    }

    private Taken append() throws IOException {
        var bytes = bytes(APPENDED_BYTES);
        long length = Files.size(bigOfA()) + bytes.length;
        var meter = new Meter();
        write(bigOfA(), length - bytes.length, bytes);
        until(SELDOM, () -> Files.size(bigOfB()) == length);
        return meter.taken();
    }

    private static void write(Path file, long at, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private Taken latency() throws IOException {
        var meter = new Meter();
        var seconds = writes(size.writes(), "latency-");
        var all = meter.taken();
        return new Taken(
                seconds[seconds.length / 2], seconds[(seconds.length * 99 - 1) / 100], all.cpuSeconds(), all.wire());
    }

    /** Sorted. */
    private double[] writes(int count, String prefix) throws IOException {
        var seconds = new double[count];
        for (int i = 0; i < count; i++) {
            var bytes = bytes(PATCH_BYTES);
            var file = prefix + i % 10;
            long begin = System.nanoTime();
            Files.write(pair.a().resolve(file), bytes);
            until(OFTEN, () -> Arrays.equals(Files.readAllBytes(pair.b().resolve(file)), bytes));
            seconds[i] = (System.nanoTime() - begin) / 1e9;
            LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(100)).toNanos());
        }
        Arrays.sort(seconds);
        return seconds;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void until(Duration interval, Awaiting.Condition condition) throws IOException {
        boolean carried = pair.carry();
        Awaiting.until(PATIENCE, interval, () -> {
            if (condition.holds()) {
                return true;
            }
            if (carried) {
                pair.carry();
            }
            return false;
        });
    }

    private static void rest() {
        LockSupport.parkNanos(REST.toNanos());
    }

    /** What a task takes. The disk has nothing left to write when it begins. */
    private final class Meter {
        private final ProcessUsage cpu;
        private final Wire wire;
        private long begin;

        Meter() throws IOException {
            Programs.run(Map.of(), List.of("sync"));
            cpu = ProcessUsage.ofChildren();
            wire = pair.wire();
            begin();
        }

        final void begin() {
            begin = System.nanoTime();
        }

        /** The time until now; the work and the traffic also of what follows by itself. */
        Taken taken() {
            double seconds = (System.nanoTime() - begin) / 1e9;
            rest();
            return new Taken(
                    seconds,
                    Double.NaN,
                    ProcessUsage.ofChildren().since(cpu).cpuSeconds(),
                    pair.wire().since(wire));
        }
    }
}
