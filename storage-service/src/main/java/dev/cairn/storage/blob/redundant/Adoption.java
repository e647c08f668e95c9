package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over the devices for shards that are not where the ledger records any. A recorded shard that is lost there, and whole where
 * it was found, is recorded where it is: the ledger may be older than the devices. What the whole blob, or its deletion, stands for
 * is stale and may go; anything else stays, as it may be the only copy of something. When the ledger was lost, blobs are taken
 * into it: shards say themselves what they are. Only then, or a disk that was away for long could bring deleted blobs back.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Devices devices;
    private final Ledger ledger;
    private final LayoutCache layouts;
    private final KeyLocks locks;
    private final InstantSource clock;
    private final Stop stop;

    Adoption(Devices devices, Ledger ledger, LayoutCache layouts, KeyLocks locks, InstantSource clock, Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.layouts = layouts;
        this.locks = locks;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * What was found.
     *
     * @param adopted blobs that are in the ledger now
     * @param stale shards deleted
     * @param fragments blobs of which too few shards were found to read them; they stay
     * @param failed devices, and blobs found on them, that could not be looked at, or not to the end
     */
    record Round(long adopted, long stale, long fragments, long failed) {
        private static final Round FAILED = new Round(0, 0, 0, 1);

        Round plus(Round other) {
            return new Round(
                    adopted + other.adopted, stale + other.stale, fragments + other.fragments, failed + other.failed);
        }
    }

    /** A shard where none is recorded. */
    private record Stray(ShardHeader header, Device device) {}

    /**
     * Looks at every device that can be read. What is unknown is in memory meanwhile, about 300 bytes a shard.
     *
     * @param adopting whether unknown blobs are taken into the ledger; then nothing is deleted, as the ledger is not to be trusted
     * @param walked to which the names of the devices are added that were walked over
     */
    Round run(boolean adopting, Set<String> walked) {
        var found = new LinkedHashMap<BlobKey, List<Stray>>();
        var total = new Round(0, 0, 0, 0);
        for (var device : devices.all()) {
            if (!device.readable()) {
                continue;
            }
            if (walk(device, found)) {
                walked.add(device.name());
            } else {
                total = total.plus(Round.FAILED);
            }
        }
        for (var blob : found.entrySet()) {
            total = total.plus(stop.isRequested() ? Round.FAILED : judge(blob.getKey(), blob.getValue(), adopting));
        }
        if (!total.equals(new Round(0, 0, 0, 0))) {
            LOG.info("walk over the devices: {}", total);
        }
        return total;
    }

    private boolean walk(Device device, Map<BlobKey, List<Stray>> found) {
        try {
            var store = devices.store(device);
            var after = "";
            for (var page = page(store, after); !page.isEmpty(); page = page(store, after)) {
                if (stop.isRequested()) {
                    return false;
                }
                for (var blob : page) {
                    header(store, blob)
                            .map(header -> new Stray(header, device))
                            .filter(stray -> !belongs(stray))
                            .ifPresent(stray -> found.computeIfAbsent(
                                            stray.header().key(), _ -> new ArrayList<>())
                                    .add(stray));
                }
                after = page.getLast().key().toString();
            }
            return true;
        } catch (BlobException e) {
            LOG.warn("device {} could not be walked over: {}", device, e.getMessage());
            return false;
        }
    }

    private static List<BlobStat> page(BlobStore store, String after) {
        return store.list(ShardHeader.BLOB_KIND + "/", after, Ledger.PAGE);
    }

    private static Optional<ShardHeader> header(BlobStore store, BlobStat blob) {
        try {
            var header = ShardHeader.read(store.read(blob.key(), 0, ShardHeader.LENGTH_BYTES));
            return Optional.of(header).filter(read -> read.storedAs().equals(blob.key()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (BlobException e) {
            if (ShardReads.isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean belongs(Stray stray) {
        return layouts.find(stray.header().key())
                .filter(layout -> isRecorded(layout, stray))
                .isPresent();
    }

    private static boolean isRecorded(Layout layout, Stray stray) {
        return layout.generation() == stray.header().generation()
                && layout.devices()
                        .get(stray.header().number())
                        .equals(stray.device().name());
    }

    /** Under the lock, so no repair puts a shard there meanwhile. */
    private Round judge(BlobKey key, List<Stray> strays, boolean adopting) {
        try {
            return locks.locked(key, () -> {
                var layout = ledger.find(key).orElse(null);
                if (layout == null) {
                    return judgeUnknown(key, strays, adopting);
                }
                var found = takeWhereTheyAre(layout, strays);
                boolean stale = !adopting && isWhole(found);
                return new Round(0, stale ? deleteUnrecorded(found, strays) : 0, 0, 0);
            });
        } catch (BlobException e) {
            LOG.warn("unknown shards of blob {} could not be looked at: {}", key, e.getMessage());
            return Round.FAILED;
        }
    }

    /** A shard that is lost where it is recorded, and whole elsewhere, is recorded there. */
    private Layout takeWhereTheyAre(Layout layout, List<Stray> strays) {
        var lost = new TreeSet<Integer>();
        var found = new TreeMap<Integer, String>();
        for (var stray : strays) {
            var header = stray.header();
            if (header.generation() == layout.generation()
                    && isLost(layout, header.number())
                    && devices.verify(stray.device(), header) == null) {
                found.putIfAbsent(header.number(), stray.device().name());
            }
        }
        if (found.isEmpty()) {
            return layout;
        }
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            if (isLost(layout, shard)) {
                lost.add(shard);
            }
        }
        return relocate(layout, Relocation.of(layout, found, lost), found.keySet());
    }

    private boolean isLost(Layout layout, int shard) {
        var device = devices.named(layout.devices().get(shard));
        if (device == null) {
            return true;
        }
        return device.readable() && ShardReads.isMissing(devices.verify(device, layout.shard(shard)));
    }

    private Layout relocate(Layout from, Layout to, Set<Integer> found) {
        var displaced = from.elsewhere(to).stream()
                .filter(shard -> !found.contains(shard))
                .map(shard -> new Debt(
                        to.key(),
                        to.generation(),
                        shard,
                        to.devices().get(shard),
                        Debt.Kind.OWED,
                        "another shard is on its device",
                        clock.instant()))
                .toList();
        boolean relocated;
        try {
            relocated = ledger.relocate(from, to, displaced, clock.instant());
        } finally {
            layouts.changed(from.key());
        }
        if (!relocated) {
            throw new BlobException(Reason.FAILED, "blob " + from.key() + " changed while it was looked at");
        }
        return to;
    }

    private boolean isWhole(Layout layout) {
        for (int shard = 0; shard < layout.scheme().shards(); shard++) {
            var device = devices.named(layout.devices().get(shard));
            if (device == null || !device.readable() || devices.verify(device, layout.shard(shard)) != null) {
                return false;
            }
        }
        return true;
    }

    private long deleteUnrecorded(Layout layout, List<Stray> strays) {
        return delete(
                strays.stream().filter(stray -> !isRecorded(layout, stray)).toList());
    }

    private long delete(List<Stray> stale) {
        stale.forEach(
                stray -> devices.store(stray.device()).delete(stray.header().storedAs()));
        return stale.size();
    }

    /** The newest put of which there is enough is the blob. */
    private Round judgeUnknown(BlobKey key, List<Stray> strays, boolean adopting) {
        var puts = new TreeMap<Long, List<Stray>>(Comparator.reverseOrder());
        strays.forEach(stray -> puts.computeIfAbsent(stray.header().generation(), _ -> new ArrayList<>())
                .add(stray));
        long adopted = 0;
        long stale = 0;
        long fragments = 0;
        for (var put : puts.entrySet()) {
            if (ledger.isGone(key, put.getKey())) {
                stale += adopting ? 0 : delete(put.getValue());
            } else if (adopting && adopted == 0 && adopt(put.getValue())) {
                adopted++;
            } else if (adopted == 0) {
                fragments++;
            }
        }
        return new Round(adopted, stale, fragments, 0);
    }

    private boolean adopt(List<Stray> strays) {
        var header = strays.getFirst().header();
        var found = present(strays);
        if (found.size() < header.scheme().dataShards()) {
            return false;
        }
        var spare = devices.choose(header.key(), header.scheme(), header.storedLength()).stream()
                .map(Device::name)
                .filter(name -> !found.containsValue(name))
                .iterator();
        var names = new ArrayList<String>();
        var missing = new ArrayList<Integer>();
        for (int shard = 0; shard < header.scheme().shards(); shard++) {
            var device = found.get(shard);
            if (device == null) {
                if (!spare.hasNext()) {
                    LOG.warn("blob {} cannot be adopted before there are more devices", header.key());
                    return false;
                }
                missing.add(shard);
                device = spare.next();
            }
            names.add(device);
        }
        return add(header, names, missing);
    }

    /** One shard of each number and device; it may have gone since the walk. */
    private Map<Integer, String> present(List<Stray> strays) {
        var present = new TreeMap<Integer, String>();
        for (var stray : strays) {
            var name = stray.device().name();
            if (!present.containsKey(stray.header().number())
                    && !present.containsValue(name)
                    && devices.store(stray.device())
                            .stat(stray.header().storedAs())
                            .isPresent()) {
                present.put(stray.header().number(), name);
            }
        }
        return present;
    }

    private boolean add(ShardHeader header, List<String> names, List<Integer> missing) {
        var layout = new Layout(
                header.key(), header.generation(), header.scheme(), header.generator(), header.blobLength(), names);
        var owed = missing.stream()
                .map(shard -> new Debt(
                        header.key(),
                        header.generation(),
                        shard,
                        names.get(shard),
                        Debt.Kind.OWED,
                        "not found when the blob was adopted",
                        clock.instant()))
                .toList();
        try {
            return ledger.add(layout, owed);
        } finally {
            layouts.changed(layout.key());
        }
    }
}
