package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.redundant.Shards.DamagedShardException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads shards, and computes from others those that cannot be read. A shard with a wrong checksum is as good as none. What a read
 * finds missing or damaged is owed from then on.
 */
final class ShardReads {
    private final Devices devices;
    private final Codes codes;
    private final Calls calls;
    private final InstantSource clock;
    private final Consumer<Debt> found;

    /** @param found is told what turned out to be missing */
    ShardReads(Devices devices, Codes codes, Calls calls, InstantSource clock, Consumer<Debt> found) {
        this.devices = devices;
        this.codes = codes;
        this.calls = calls;
        this.clock = clock;
        this.found = found;
    }

    /**
     * Bytes of a shard, from its device or from others.
     *
     * @throws BlobException if too few shards can be read now
     */
    byte[] read(Layout layout, int shard, long from, int length) {
        var bytes = direct(layout, List.of(shard), from, length).get(shard);
        return bytes != null ? bytes : compute(layout, shard, from, length);
    }

    /** The same without touching the shard itself: for one that is to be made anew. */
    byte[] compute(Layout layout, int shard, long from, int length) {
        int needed = layout.scheme().dataShards();
        var sources = new TreeMap<Integer, byte[]>();
        var untried = candidates(layout, shard);
        while (sources.size() < needed) {
            var batch = untried.subList(0, Math.min(untried.size(), needed - sources.size()));
            if (batch.isEmpty()) {
                throw new BlobException(
                        Reason.FAILED,
                        "blob " + layout.key() + " cannot be read now: " + sources.size() + " shards of " + needed
                                + " that are needed");
            }
            sources.putAll(direct(layout, batch, from, length));
            untried = untried.subList(batch.size(), untried.size());
        }
        var present = new BitSet();
        sources.keySet().forEach(present::set);
        var bytes = new byte[length];
        codes.of(layout)
                .reconstruct(
                        present,
                        sources.values().toArray(byte[][]::new),
                        new int[] {shard},
                        new byte[][] {bytes},
                        0,
                        length);
        return bytes;
    }

    /** The other shards on devices that can be read, data first. */
    private List<Integer> candidates(Layout layout, int shard) {
        var candidates = new ArrayList<Integer>();
        for (int other = 0; other < layout.scheme().shards(); other++) {
            if (other != shard && devices.readable(layout.devices().get(other))) {
                candidates.add(other);
            }
        }
        return candidates;
    }

    /** The shards that could be read, by number. */
    private Map<Integer, byte[]> direct(Layout layout, List<Integer> shards, long from, int length) {
        var numbers = new TreeMap<String, Integer>();
        var asked = new ArrayList<Device>();
        for (int shard : shards) {
            var device = devices.named(layout.devices().get(shard));
            if (device != null && device.readable()) {
                asked.add(device);
                numbers.put(device.name(), shard);
            }
        }
        var bytes = new TreeMap<Integer, byte[]>();
        var outcomes = calls.all(
                asked, device -> Shards.read(device.store(), layout.shard(number(numbers, device)), from, length));
        for (var outcome : outcomes) {
            int shard = number(numbers, outcome.device());
            if (outcome.result() != null) {
                bytes.put(shard, outcome.result());
            } else {
                failed(layout, shard, outcome.device(), outcome.failure());
            }
        }
        return bytes;
    }

    private static int number(Map<String, Integer> numbers, Device device) {
        return numbers.getOrDefault(device.name(), -1);
    }

    private void failed(Layout layout, int shard, Device device, @Nullable Throwable failure) {
        if (isMissing(failure)) {
            found.accept(owed(layout, shard, String.valueOf(failure)));
        } else if (failure instanceof java.util.concurrent.TimeoutException) {
            devices.givenUp(device, "a read took too long");
        } else {
            device.doubt();
        }
    }

    /** Whether the device answered, and what it has is not the shard. */
    static boolean isMissing(@Nullable Throwable failure) {
        if (failure instanceof BlobException e) {
            return e.reason() == Reason.NOT_FOUND || e.reason() == Reason.OUT_OF_RANGE;
        }
        return failure instanceof DamagedShardException;
    }

    Debt owed(Layout layout, int shard, String cause) {
        return new Debt(
                layout.key(),
                layout.generation(),
                shard,
                layout.devices().get(shard),
                Debt.Kind.OWED,
                cause,
                clock.instant());
    }
}
