package dev.cairn.desktop.cli;

import dev.cairn.contracts.storage.DeviceHealth;
import dev.cairn.contracts.storage.StoreHealth;

/** A redundant store and its devices, in lines for people. */
final class StoreText {
    private StoreText() {}

    static String of(StoreHealth store) {
        var text = new StringBuilder(
                store.coded().equals(store.copies())
                        ? "store %s: %s%n".formatted(store.name(), store.coded())
                        : "store %s: %s, short blobs %s%n".formatted(store.name(), store.coded(), store.copies()));
        text.append(
                store.degraded() == 0
                        ? "  %d blobs, nothing is missing of any%n".formatted(store.blobs())
                        : "  %d blobs, %d lack something, %d of them cannot be read now%n"
                                .formatted(store.blobs(), store.degraded(), store.unreadable()));
        if (store.unknown() > 0) {
            text.append(
                    "  %d blobs on devices are in no record; storage adopt takes them in%n".formatted(store.unknown()));
        }
        var scrub = store.scrub();
        text.append(
                scrub.completeSince() == null
                        ? "  nothing was read by the scrub yet"
                        : "  everything was read since " + scrub.completeSince());
        text.append(
                scrub.unread() == 0
                        ? ""
                        : scrub.completeSince() == null ? "" : ", but for %d new blobs".formatted(scrub.unread()));
        text.append("; %d blobs with %d bytes on devices are to be read next%s%n"
                .formatted(
                        scrub.waiting(),
                        scrub.waitingBytes(),
                        scrub.overdue() == 0 ? "" : ", %d are overdue".formatted(scrub.overdue())));
        store.devices().forEach(device -> text.append("  ").append(line(device)).append(System.lineSeparator()));
        return text.toString();
    }

    private static String line(DeviceHealth device) {
        var line = new StringBuilder("device %s is %s".formatted(device.name(), device.state()));
        if (device.state() != DeviceHealth.State.UP) {
            line.append(" since ")
                    .append(device.since())
                    .append(" (")
                    .append(device.cause())
                    .append(')');
        }
        line.append(device.draining() ? ", draining" : "");
        line.append(": %d shards with %d bytes".formatted(device.shards(), device.bytes()));
        line.append(device.owed() == 0 ? "" : ", %d of them owed".formatted(device.owed()));
        line.append(device.gone() == 0 ? "" : ", %d to delete".formatted(device.gone()));
        line.append(device.freeBytes() == null ? "" : ", %d bytes free".formatted(device.freeBytes()));
        return line.toString();
    }
}
