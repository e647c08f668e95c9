package dev.cairn.storage.health;

import dev.cairn.storage.blob.redundant.Custodian;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.blob.redundant.DeviceStatus;
import dev.cairn.storage.blob.redundant.RedundancyStatus;
import dev.cairn.storage.blob.redundant.RedundantBlobStore;
import dev.cairn.storage.blob.redundant.RedundantStores;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How redundant all blobs are, {@code cairn.storage.redundancy.*}, as of the last half minute. 0 without redundant stores. */
public final class DeviceMetrics implements MeterBinder {
    private final RedundantStores stores;

    /** Of these stores. */
    public DeviceMetrics(RedundantStores stores) {
        this.stores = stores;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "blobs.degraded", "Blobs of which a shard is missing", status -> status.redundancy()
                .degraded());
        gauge(registry, "blobs.unreadable", "Blobs that cannot be read now", status -> status.redundancy()
                .unreadable());
        gauge(registry, "blobs.overdue", "Blobs not verified in the scrub period", RedundancyStatus::overdue);
        gauge(registry, "blobs.unknown", "Blobs on devices that no record knows", RedundancyStatus::unknown);
        gauge(registry, "blobs.waiting", "Blobs that the scrub is to read next", status -> status.due()
                .blobs());
        counter(registry, "scrub.bytes", "Bytes of devices that were scrubbed", Custodian::scrubbedBytes);
        counter(registry, "shards.repaid", "Shards made whole, or deleted late", Custodian::repaidShards);
        counter(registry, "shards.moved", "Shards moved to another device", Custodian::movedShards);
        gauge(registry, "shards.owed", "Shards missing on a device", status -> sum(status, DeviceStatus::owed));
        gauge(registry, "shards.gone", "Shards still to be deleted", status -> sum(status, DeviceStatus::gone));
        gauge(
                registry,
                "devices.down",
                "Devices that cannot be read",
                status -> sum(status, device -> device.state() == Device.State.DOWN ? 1 : 0));
        gauge(
                registry,
                "devices.degraded",
                "Devices that cannot be written",
                status -> sum(status, device -> device.state() == Device.State.DEGRADED ? 1 : 0));
    }

    private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<Custodian> value) {
        FunctionCounter.builder("cairn.storage.redundancy." + name, this, metrics -> metrics.custodians()
                        .mapToDouble(value)
                        .sum())
                .description(description)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<RedundancyStatus> value) {
        Gauge.builder("cairn.storage.redundancy." + name, this, metrics -> metrics.measured()
                        .mapToDouble(value)
                        .sum())
                .description(description)
                .register(registry);
    }

    private static double sum(RedundancyStatus status, ToDoubleFunction<DeviceStatus> value) {
        return status.devices().stream().mapToDouble(value).sum();
    }

    private Stream<Custodian> custodians() {
        return stores.opened().stream().map(RedundantBlobStore::custodian);
    }

    private Stream<RedundancyStatus> measured() {
        return custodians().map(custodian -> custodian.measured()).filter(Objects::nonNull);
    }
}
