package dev.cairn.storage;

import dev.cairn.storage.blob.PowerCuts;
import dev.cairn.storage.blob.redundant.FaultScripts;
import dev.cairn.storage.gc.CollectionSchedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * {@code ./cairn bench crash}: the simulations of storage with full numbers, on all cores. Says how far it is; ends in one line, and
 * with exit code 1 when something was lost or less was done than was asked for.
 */
final class CrashCampaign {
    private static final long SAY_SECONDS = 30;
    /** As long ones take twenty times as long, they take a sixth of the time. */
    private static final int LONG_SCHEDULE_ONE_IN = 100;

    private final long first;

    private CrashCampaign(long first) {
        this.first = first;
    }

    /** How far one kind is. */
    private static final class Course {
        final long wanted;
        final AtomicLong done = new AtomicLong();
        final AtomicLong lives = new AtomicLong();
        final AtomicLong next;
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Course(long first, long wanted) {
            this.next = new AtomicLong(first);
            this.wanted = wanted;
        }

        boolean isOver() {
            return done.get() >= wanted || failure.get() != null;
        }
    }

    /** CUTS SCRIPTS SCHEDULES FIRST-SEED. */
    public static void main(String[] arguments) throws Exception {
        var campaign = new CrashCampaign(Long.parseLong(arguments[3]));
        var folder = Files.createTempDirectory("cairn-crash");
        var said = new ArrayList<String>();
        boolean whole = campaign.run(PowerCuts::new, Long.parseLong(arguments[0]), said)
                && campaign.run(FaultScripts::new, Long.parseLong(arguments[1]), said)
                && campaign.run(() -> schedules(folder), Long.parseLong(arguments[2]), said);
        FileSystemUtils.deleteRecursively(folder);
        System.out.println(String.join(", ", said) + (whole ? ": nothing was lost" : ": FAILED"));
        System.exit(whole ? 0 : 1);
    }

    private static Simulation schedules(Path folder) {
        try {
            return new CollectionSchedules(Files.createTempDirectory(folder, "keys"), LONG_SCHEDULE_ONE_IN);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean run(Supplier<Simulation> kind, long wanted, List<String> said)
            throws InterruptedException, ExecutionException {
        if (wanted == 0) {
            return true;
        }
        var course = new Course(first, wanted);
        long begin = System.nanoTime();
        var units = new AtomicReference<String>();
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                running.add(threads.submit(() -> {
                    try (var simulation = kind.get()) {
                        units.set(simulation.unit());
                        live(simulation, course);
                    }
                }));
            }
            threads.shutdown();
            while (!threads.awaitTermination(SAY_SECONDS, TimeUnit.SECONDS)) {
                System.out.println(far(course, units.get(), begin));
            }
            for (var one : running) {
                one.get();
            }
        }
        var failure = course.failure.get();
        if (failure != null) {
            failure.printStackTrace(System.out);
        }
        said.add(far(course, units.get(), begin));
        return failure == null && course.done.get() >= wanted;
    }

    private static void live(Simulation simulation, Course course) {
        while (!course.isOver()) {
            long seed = course.next.getAndIncrement();
            try {
                course.done.addAndGet(simulation.run(seed));
                course.lives.incrementAndGet();
            } catch (Exception | AssertionError e) {
                course.failure.compareAndSet(
                        null,
                        new AssertionError(
                                "repeat with ./cairn bench crash --first " + seed + ", and 1 of " + simulation.unit()
                                        + " and 0 of the others",
                                e));
            }
        }
    }

    private static String far(Course course, @Nullable String unit, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return String.format(
                Locale.ROOT,
                "%d of %d %s in %d lives (%.0f s, %.1f a second)",
                course.done.get(),
                course.wanted,
                Objects.requireNonNullElse(unit, ""),
                course.lives.get(),
                seconds,
                course.done.get() / seconds);
    }
}
