package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.erasure.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the shards of a blob are: what the ledger records.
 *
 * @param generation of this put; shards of another are not of this blob
 * @param length of the blob in bytes
 * @param devices the names of the devices, by shard number
 */
record Layout(BlobKey key, long generation, Scheme scheme, Generator generator, long length, List<String> devices) {
    Layout {
        devices = List.copyOf(devices);
        if (devices.size() != scheme.shards()) {
            throw new IllegalArgumentException("blob " + key + " of " + scheme + " on " + devices.size() + " devices");
        }
    }

    ShardHeader shard(int number) {
        return new ShardHeader(key, generation, scheme, generator, number, length);
    }

    /** Whether the shard of the debt is recorded on its device. */
    boolean names(Debt debt) {
        return generation == debt.generation() && devices.get(debt.shard()).equals(debt.device());
    }

    Layout moved(int shard, String device) {
        var moved = new ArrayList<>(devices);
        moved.set(shard, device);
        return new Layout(key, generation, scheme, generator, length, moved);
    }

    /** The shards that the other layout of the same put has on other devices. */
    List<Integer> elsewhere(Layout other) {
        return IntStream.range(0, devices.size())
                .filter(shard -> !devices.get(shard).equals(other.devices.get(shard)))
                .boxed()
                .toList();
    }

    /** Bytes on all devices together. */
    long storedBytes() {
        return scheme.shards() * shard(0).storedLength();
    }
}
