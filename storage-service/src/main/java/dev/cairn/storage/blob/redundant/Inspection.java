package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.redundant.Shards.DamagedShardException;
import dev.cairn.storage.erasure.ReedSolomon;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** All shards of a blob read once, side by side: each is what was written, and all were made of each other. */
final class Inspection {
    private final Layout layout;
    private final Devices devices;
    private final Agreement agreement;
    private final Map<Integer, String> failures = new TreeMap<>();

    private Inspection(Layout layout, Devices devices, ReedSolomon code) {
        this.layout = layout;
        this.devices = devices;
        this.agreement = new Agreement(code);
    }

    /** Reads them; about 1 MiB of each is in memory at a time. */
    static Inspection of(Layout layout, Devices devices, ReedSolomon code) {
        var inspection = new Inspection(layout, devices, code);
        inspection.readHeaders();
        long length = layout.shard(0).length();
        for (long from = 0; from < length; from += Shards.STEP_BYTES) {
            inspection.read(from, (int) Math.min(Shards.STEP_BYTES, length - from));
        }
        return inspection;
    }

    private interface Look {
        void at(Device device, ShardHeader header);
    }

    private void each(Look look) {
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            if (!failures.containsKey(shard)) {
                var name = layout.devices().get(shard);
                var device = devices.named(name);
                if (device == null || !device.readable()) {
                    failures.put(shard, "device " + name + " was down when it was to be verified");
                    continue;
                }
                try {
                    look.at(device, layout.shard(shard));
                } catch (BlobException | DamagedShardException e) {
                    failures.put(shard, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void readHeaders() {
        each((device, header) -> Shards.verifyHeader(devices.store(device), header));
    }

    private void read(long from, int length) {
        var step = new byte[layout.scheme().shards()][];
        each((device, header) -> step[header.number()] = Shards.read(devices.store(device), header, from, length));
        if (failures.isEmpty()) {
            agreement.compare(step);
        }
    }

    /** Why shards could not be read as they were written, by number. */
    Map<Integer, String> failures() {
        return failures;
    }

    /** The shards that could. */
    List<Integer> whole() {
        return IntStream.range(0, layout.scheme().shards())
                .filter(shard -> !failures.containsKey(shard))
                .boxed()
                .toList();
    }

    /** Whether all were read, and were not made of each other. */
    boolean contradictory() {
        return failures.isEmpty() && !agreement.agreed();
    }

    /** Those that were made wrongly; none when that cannot be told. */
    BitSet wrong() {
        return contradictory() ? agreement.wrong() : new BitSet();
    }
}
