package dev.cairn.metadata.policy;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;

/** What upkeep removed since the process began. */
final class UpkeepMetrics implements MeterBinder {
    private final Upkeep upkeep;

    UpkeepMetrics(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "cairn.metadata.policy.versions", upkeep.removedVersions, "Versions removed by policy");
        count(registry, "cairn.metadata.policy.nodes", upkeep.purgedNodes, "Deleted nodes purged by policy");
        count(registry, "cairn.metadata.policy.files", upkeep.expiredFiles, "Files deleted by lifecycle rules");
        count(
                registry,
                "cairn.metadata.policy.failures",
                upkeep.failures,
                "Spaces whose policy could not be carried out");
    }

    private static void count(MeterRegistry registry, String name, LongAdder counted, String description) {
        FunctionCounter.builder(name, counted, LongAdder::doubleValue)
                .description(description)
                .register(registry);
    }
}
