package dev.cairn.storage.health;

import dev.cairn.contracts.storage.DeviceHealth;
import dev.cairn.contracts.storage.ScrubHealth;
import dev.cairn.contracts.storage.StoreHealth;
import dev.cairn.storage.blob.redundant.DeviceStatus;
import dev.cairn.storage.blob.redundant.RedundancyStatus;

/** How stores and devices are, as operators are told. */
final class Told {
    private Told() {}

    static StoreHealth of(RedundancyStatus store) {
        var due = store.due();
        return new StoreHealth(
                store.store(),
                store.copies(),
                store.coded(),
                store.redundancy().blobs(),
                store.redundancy().degraded(),
                store.redundancy().unreadable(),
                store.unknown(),
                new ScrubHealth(due.fresh(), due.blobs(), due.bytes(), store.overdue(), due.oldest()),
                store.devices().stream().map(Told::of).toList());
    }

    private static DeviceHealth of(DeviceStatus device) {
        return new DeviceHealth(
                device.device(),
                device.domain(),
                device.weight(),
                switch (device.state()) {
                    case UP -> DeviceHealth.State.UP;
                    case DEGRADED -> DeviceHealth.State.DEGRADED;
                    case DOWN -> DeviceHealth.State.DOWN;
                },
                device.cause(),
                device.since(),
                device.draining(),
                device.freeBytes(),
                device.shards(),
                device.bytes(),
                device.owed(),
                device.gone());
    }
}
