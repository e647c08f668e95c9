package dev.cairn.storage.blob.redundant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where shards are when some turned out to be elsewhere than recorded. All at once, as two may have changed places: a device has one
 * shard of a blob at most. A pure function.
 */
final class Relocation {
    private Relocation() {}

    /**
     * The layout with every shard recorded where it was found. A lost shard whose device is taken by one that was found gets a
     * device that this left. What would push a shard aside that is not lost stays as it is.
     *
     * @param found devices of shards that are not where they are recorded, by shard number
     * @param lost numbers of all shards that are not where they are recorded; those found are among them
     */
    static Layout of(Layout layout, Map<Integer, String> found, Iterable<Integer> lost) {
        var lostShards = new HashSet<Integer>();
        lost.forEach(lostShards::add);
        var moves = new TreeMap<Integer, String>();
        var taken = new HashSet<String>();
        found.forEach((shard, device) -> {
            int holder = layout.devices().indexOf(device);
            if (lostShards.contains(shard) && (holder < 0 || lostShards.contains(holder)) && taken.add(device)) {
                moves.put(shard, device);
            }
        });
        var devices = new ArrayList<>(layout.devices());
        moves.forEach(devices::set);
        var left = new ArrayDeque<String>();
        moves.keySet().stream()
                .map(shard -> layout.devices().get(shard))
                .filter(device -> !taken.contains(device))
                .forEach(left::add);
        for (int shard = 0; shard < devices.size(); shard++) {
            if (!moves.containsKey(shard) && taken.contains(devices.get(shard))) {
                // As many were left as were taken from those that did not move.
                devices.set(shard, left.remove());
            }
        }
        return new Layout(
                layout.key(), layout.generation(), layout.scheme(), layout.generator(), layout.length(), devices);
    }
}
