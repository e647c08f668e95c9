package dev.cairn.storage.gc;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * What the collector did in this process, since it started: {@code cairn.storage.gc.condemned}, {@code .deleted} (records),
 * {@code .deleted.bytes}, {@code .compacted} and {@code .unlinked} (packs), {@code .freed.bytes}, {@code .passes} and
 * {@code .failures} (passes that ended early); and of the last pass {@code .epoch.highest}, {@code .spaces.blocked} (those that are
 * not collected) and {@code .packs.left.alone}.
 */
final class GcMetrics implements MeterBinder {
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong condemned = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong deletedBytes = new AtomicLong();
    private final AtomicLong compacted = new AtomicLong();
    private final AtomicLong unlinked = new AtomicLong();
    private final AtomicLong freedBytes = new AtomicLong();
    private final AtomicLong epoch = new AtomicLong();
    private final AtomicLong blocked = new AtomicLong();
    private final AtomicLong leftAlone = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** Counts a pass. */
    void add(Pass pass) {
        addPart(pass);
        passes.incrementAndGet();
        blocked.set(pass.blocked());
        leftAlone.set(pass.leftAlone().isEmpty() ? 0 : 1);
    }

    /** Counts what a pass did that came to no end. */
    void addPart(Pass pass) {
        condemned.addAndGet(pass.condemned());
        deleted.addAndGet(pass.deleted());
        deletedBytes.addAndGet(sum(pass, Round::deletedBytes));
        compacted.addAndGet(pass.compacted());
        unlinked.addAndGet(pass.unlinked());
        freedBytes.addAndGet(pass.freedBytes());
        pass.rounds().forEach(round -> epoch.accumulateAndGet(round.epoch(), Math::max));
    }

    /** A pass ended early. */
    void failed() {
        failures.incrementAndGet();
    }

    private static long sum(Pass pass, ToLongFunction<Round> of) {
        return pass.rounds().stream().mapToLong(of).sum();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "passes", passes);
        counter(registry, "failures", failures);
        counter(registry, "condemned", condemned);
        counter(registry, "deleted", deleted);
        counter(registry, "deleted.bytes", deletedBytes);
        counter(registry, "compacted", compacted);
        counter(registry, "unlinked", unlinked);
        counter(registry, "freed.bytes", freedBytes);
        Gauge.builder("cairn.storage.gc.epoch.highest", epoch, AtomicLong::get)
                .description("The highest epoch of any space that was collected")
                .register(registry);
        Gauge.builder("cairn.storage.gc.spaces.blocked", blocked, AtomicLong::get)
                .description("Spaces that are not collected at the moment")
                .register(registry);
        Gauge.builder("cairn.storage.gc.packs.left.alone", leftAlone, AtomicLong::get)
                .description("1 while there is a reason to empty and unlink no pack")
                .register(registry);
    }

    private static void counter(MeterRegistry registry, String name, AtomicLong value) {
        FunctionCounter.builder("cairn.storage.gc." + name, value, AtomicLong::get)
                .register(registry);
    }
}
