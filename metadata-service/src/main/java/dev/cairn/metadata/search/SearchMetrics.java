package dev.cairn.metadata.search;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;

/** How far the index is behind, and what was read for it. */
final class SearchMetrics implements MeterBinder {
    private final SearchAdministration administration;
    private final FileReading reading;

    SearchMetrics(SearchAdministration administration, FileReading reading) {
        this.administration = administration;
        this.reading = reading;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.metadata.search.lag", administration, index -> index.look()
                        .lagSeconds())
                .description("Age of the oldest change that is not in the search index")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("cairn.metadata.search.unread", administration, index -> index.look()
                        .unreadFiles())
                .description("Files whose text is not in the search index yet")
                .register(registry);
        count(registry, "cairn.metadata.search.read", reading.read, "Files whose text was taken into the search index");
        count(
                registry,
                "cairn.metadata.search.given-up",
                reading.givenUp,
                "Files whose bytes could not be read for the search index");
    }

    private static void count(MeterRegistry registry, String name, LongAdder counted, String description) {
        FunctionCounter.builder(name, counted, LongAdder::doubleValue)
                .description(description)
                .register(registry);
    }
}
