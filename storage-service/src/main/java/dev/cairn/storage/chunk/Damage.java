package dev.cairn.storage.chunk;

import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which records cannot be read. Bounded: a pack with very many of them counts as damaged whole. Not thread-safe. */
public final class Damage {
    private static final int RECORDS_OF_PACK_MAX = 10_000;

    private final Set<PackId> packs = new HashSet<>();
    private final Map<PackId, Set<Integer>> records = new HashMap<>();

    /** Nothing in this pack can be read. */
    public void add(PackId pack) {
        packs.add(pack);
        records.remove(pack);
    }

    /** The record there cannot be read, or is not the one it should be. */
    public void add(Location location) {
        if (packs.contains(location.pack())) {
            return;
        }
        var offsets = records.computeIfAbsent(location.pack(), _ -> new HashSet<>());
        offsets.add(location.offset());
        if (offsets.size() > RECORDS_OF_PACK_MAX) {
            add(location.pack());
        }
    }

    /** Whether what is there cannot be read. */
    public boolean contains(Location location) {
        return packs.contains(location.pack())
                || records.getOrDefault(location.pack(), Set.of()).contains(location.offset());
    }

    /** Whether everything can be read. */
    public boolean isEmpty() {
        return packs.isEmpty() && records.isEmpty();
    }
}
