package dev.cairn.storage.job;

import dev.cairn.contracts.storage.StorageJob;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Jobs as metrics: {@code cairn.storage.job} (seconds and count by kind and outcome), {@code cairn.storage.job.found} (by kind). */
record JobMetrics(Supplier<MeterRegistry> registry) {
    void ended(StorageJob job, long nanos) {
        var meters = registry.get();
        meters.timer(
                        "cairn.storage.job",
                        "kind",
                        job.kind(),
                        "outcome",
                        job.state().name().toLowerCase(Locale.ROOT))
                .record(nanos, TimeUnit.NANOSECONDS);
        meters.counter("cairn.storage.job.found", "kind", job.kind()).increment((double) job.found());
    }
}
