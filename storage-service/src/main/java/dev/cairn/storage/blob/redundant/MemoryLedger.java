package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger that lives as long as the process: for trying out and for tests. */
final class MemoryLedger implements Ledger {
    private final Map<String, DeviceRecord> devices = new HashMap<>();
    private final TreeMap<String, Layout> layouts = new TreeMap<>();
    private final Map<BlobKey, Instant> verified = new HashMap<>();
    private final Map<Slot, Debt> debts = new LinkedHashMap<>();
    private @Nullable Walk walk;

    private record Slot(BlobKey key, long generation, int shard, String device) {
        static Slot of(Debt debt) {
            return new Slot(debt.key(), debt.generation(), debt.shard(), debt.device());
        }
    }

    @Override
    public synchronized Map<String, DeviceRecord> devices() {
        return Map.copyOf(devices);
    }

    @Override
    public synchronized void save(String device, DeviceRecord record) {
        devices.put(device, record);
    }

    @Override
    public synchronized Optional<Walk> lastWalk() {
        return Optional.ofNullable(walk);
    }

    @Override
    public synchronized void walked(Walk last) {
        walk = last;
    }

    @Override
    public synchronized Optional<Layout> find(BlobKey key) {
        return Optional.ofNullable(layouts.get(key.toString()));
    }

    @Override
    public synchronized boolean add(Layout layout, List<Debt> owed) {
        if (layouts.putIfAbsent(layout.key().toString(), layout) != null) {
            return false;
        }
        owe(owed);
        return true;
    }

    @Override
    public synchronized Optional<Layout> remove(BlobKey key, Instant at) {
        var removed = Optional.ofNullable(layouts.remove(key.toString()));
        removed.ifPresent(layout -> {
            verified.remove(key);
            owe(Debt.gone(layout, at));
        });
        return removed;
    }

    @Override
    public synchronized boolean relocate(Layout from, Layout to, List<Debt> owed, Instant at) {
        if (!from.equals(layouts.get(from.key().toString()))) {
            return false;
        }
        layouts.put(from.key().toString(), to);
        for (int shard : from.elsewhere(to)) {
            owe(List.of(Debt.gone(from, shard, at)));
            debts.remove(
                    new Slot(from.key(), from.generation(), shard, to.devices().get(shard)));
        }
        owe(owed);
        return true;
    }

    @Override
    public synchronized List<Layout> list(String prefix, String after, int limit) {
        var from = after.compareTo(prefix) < 0 ? layouts.tailMap(prefix, true) : layouts.tailMap(after, false);
        return from.values().stream()
                .takeWhile(layout -> layout.key().toString().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void doubtLaterThan(Instant now) {
        verified.values().removeIf(at -> at.isAfter(now));
    }

    @Override
    public synchronized List<Layout> unverified(Instant before, int limit) {
        return layouts.values().stream()
                .filter(layout -> verifiedAt(layout).isBefore(before))
                .sorted(Comparator.comparing(this::verifiedAt))
                .limit(limit)
                .toList();
    }

    private Instant verifiedAt(Layout layout) {
        return verified.getOrDefault(layout.key(), Instant.MIN);
    }

    @Override
    public synchronized void verified(Layout layout, Collection<Integer> whole, Instant at) {
        if (find(layout.key())
                .filter(now -> now.generation() == layout.generation())
                .isPresent()) {
            verified.put(layout.key(), at);
        }
        for (int shard : whole) {
            var slot = new Slot(
                    layout.key(), layout.generation(), shard, layout.devices().get(shard));
            debts.computeIfPresent(slot, (_, debt) -> debt.kind() == Debt.Kind.OWED ? null : debt);
        }
    }

    @Override
    public synchronized void owe(List<Debt> owed) {
        for (var debt : owed) {
            if (debt.kind() == Debt.Kind.GONE) {
                debts.merge(Slot.of(debt), debt, (known, gone) -> known.kind() == Debt.Kind.OWED ? gone : known);
            } else if (find(debt.key()).filter(layout -> layout.names(debt)).isPresent()) {
                debts.putIfAbsent(Slot.of(debt), debt);
            }
        }
    }

    @Override
    public synchronized long oweAll(String device, String cause, Instant at) {
        var owed = new ArrayList<Debt>();
        for (var layout : layouts.values()) {
            int shard = layout.devices().indexOf(device);
            if (shard >= 0) {
                owed.add(new Debt(layout.key(), layout.generation(), shard, device, Debt.Kind.OWED, cause, at));
            }
        }
        owe(owed);
        return owed.size();
    }

    @Override
    public synchronized void settle(Debt debt) {
        debts.computeIfPresent(Slot.of(debt), (_, known) -> known.kind() == debt.kind() ? null : known);
    }

    @Override
    public synchronized List<Debt> debts(Debt.Kind kind, int skip, int limit) {
        return debts.values().stream()
                .filter(debt -> debt.kind() == kind)
                .sorted(Comparator.comparingInt(this::spare)
                        .thenComparing(Debt::since)
                        .thenComparing(debt -> debt.key().toString())
                        .thenComparing(Debt::shard)
                        .thenComparing(Debt::device))
                .skip(skip)
                .limit(limit)
                .toList();
    }

    /** Shards that may still be lost; what is not recorded has no shards to lose. */
    private int spare(Debt debt) {
        return find(debt.key())
                .filter(layout -> layout.generation() == debt.generation())
                .map(layout -> layout.scheme().parityShards() - lost(layout, Set.of()))
                .orElse(Integer.MAX_VALUE);
    }

    private int lost(Layout layout, Set<String> unreadable) {
        int lost = 0;
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            var device = layout.devices().get(shard);
            var debt = debts.get(new Slot(layout.key(), layout.generation(), shard, device));
            boolean owed = debt != null && debt.kind() == Debt.Kind.OWED;
            lost += owed || unreadable.contains(device) ? 1 : 0;
        }
        return lost;
    }

    @Override
    public synchronized boolean isGone(BlobKey key, long generation) {
        return debts.values().stream()
                .anyMatch(debt ->
                        debt.kind() == Debt.Kind.GONE && debt.key().equals(key) && debt.generation() == generation);
    }

    @Override
    public synchronized Redundancy redundancy(Set<String> unreadable) {
        var count = new Redundancy.Count();
        layouts.values().forEach(layout -> count.add(layout.scheme(), lost(layout, unreadable), 1));
        return count.total();
    }

    @Override
    public synchronized Map<String, DeviceLoad> loads() {
        var loads = new HashMap<String, DeviceLoad>();
        for (var layout : layouts.values()) {
            long bytes = layout.shard(0).storedLength();
            layout.devices().forEach(device -> loads.merge(device, new DeviceLoad(1, bytes, 0, 0), DeviceLoad::plus));
        }
        for (var debt : debts.values()) {
            boolean owed = debt.kind() == Debt.Kind.OWED;
            loads.merge(debt.device(), new DeviceLoad(0, 0, owed ? 1 : 0, owed ? 0 : 1), DeviceLoad::plus);
        }
        return loads;
    }

    @Override
    public synchronized Outstanding outstanding(Instant before) {
        var due = layouts.values().stream()
                .filter(layout -> verifiedAt(layout).isBefore(before))
                .toList();
        return new Outstanding(
                due.size(),
                due.stream().mapToLong(Layout::storedBytes).sum(),
                (long) layouts.size() - verified.size(),
                verified.values().stream().min(Comparator.naturalOrder()).orElse(null));
    }
}
