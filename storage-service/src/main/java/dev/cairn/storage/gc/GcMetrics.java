package dev.cairn.storage.gc;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * What the collector did in this process, since it started: {@code cairn.storage.gc.condemned}, {@code .deleted} (records),
 * {@code .deleted.bytes}, {@code .compacted} and {@code .unlinked} (packs), {@code .freed.bytes}, {@code .passes}; and of the
 * last pass {@code .epoch.highest} and {@code .spaces.blocked}: those it could not collect.
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

    void add(Pass pass) {
        passes.incrementAndGet();
        condemned.addAndGet(pass.condemned());
        deleted.addAndGet(pass.deleted());
        deletedBytes.addAndGet(sum(pass, Round::deletedBytes));
        compacted.addAndGet(pass.compacted());
        unlinked.addAndGet(pass.unlinked());
        freedBytes.addAndGet(pass.freedBytes());
        pass.rounds().forEach(round -> epoch.accumulateAndGet(round.epoch(), Math::max));
        blocked.set(sum(pass, round -> round.outcome() == Round.Outcome.UNREADABLE ? 1 : 0));
    }

    private static long sum(Pass pass, ToLongFunction<Round> of) {
        return pass.rounds().stream().mapToLong(of).sum();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "passes", passes);
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
                .description("Spaces the last pass could not collect because a named content cannot be read")
                .register(registry);
    }

    private static void counter(MeterRegistry registry, String name, AtomicLong value) {
        FunctionCounter.builder("cairn.storage.gc." + name, value, AtomicLong::get)
                .register(registry);
    }
}
