package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over the devices for shards that are not where the ledger records any. A recorded shard that is lost there, and whole where
 * it was found, is recorded where it is: the ledger may be older than the devices. What the whole blob, or its deletion, stands for
 * is stale and may go; so may {@link Rubbish}. Anything else stays, as it may be the only copy of something. When the ledger was lost, blobs are taken
 * into it: shards say themselves what they are. Only then, or a disk that was away for long could bring deleted blobs back.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    /** What a look at a header counts for: a disk seeks for about as long as it reads so much. */
    private static final long LOOK_BYTES = 64 << 10;

    private final Devices devices;
    private final Ledger ledger;
    private final LayoutCache layouts;
    private final KeyLocks locks;
    private final InstantSource clock;
    private final Throttle throttle;
    private final Stop stop;

    Adoption(
            Devices devices,
            Ledger ledger,
            LayoutCache layouts,
            KeyLocks locks,
            InstantSource clock,
            Throttle throttle,
            Stop stop) {
        this.devices = devices;
        this.ledger = ledger;
        this.layouts = layouts;
        this.locks = locks;
        this.clock = clock;
        this.throttle = throttle;
        this.stop = stop;
    }

    /**
     * What was found.
     *
     * @param adopted blobs that are in the ledger now
     * @param stale shards deleted
     * @param fragments puts of which too few shards were found to read them; they stay
     * @param unknown puts that can be read and stay, as they may be of a newer ledger
     * @param failed devices, and blobs found on them, that could not be looked at, or not to the end
     */
    record Round(long adopted, long stale, long fragments, long unknown, long failed) {
        private static final Round NOTHING = new Round(0, 0, 0, 0, 0);
        private static final Round FAILED = new Round(0, 0, 0, 0, 1);

        Round plus(Round other) {
            return new Round(
                    adopted + other.adopted,
                    stale + other.stale,
                    fragments + other.fragments,
                    unknown + other.unknown,
                    failed + other.failed);
        }
    }

    /** A shard where none is recorded. */
    private record Stray(ShardHeader header, Device device) {}

    /**
     * Looks at every device that can be read. What is unknown is in memory meanwhile, about 300 bytes a shard.
     *
     * @param adopting whether unknown blobs are taken into the ledger; then nothing is deleted, as the ledger is not to be trusted
     * @param walked to which the names of the devices are added that were walked over
     * @param givesWay asked between one blob and the next: whether the rest is for another walk
     */
    Round run(boolean adopting, Set<String> walked, BooleanSupplier givesWay) {
        BooleanSupplier ends = () -> stop.isRequested() || givesWay.getAsBoolean();
        var found = new LinkedHashMap<BlobKey, List<Stray>>();
        var damaged = new HashSet<BlobKey>();
        var total = Round.NOTHING;
        for (var device : devices.all()) {
            if (!device.readable()) {
                continue;
            }
            if (walk(device, adopting, found, damaged, ends)) {
                walked.add(device.name());
            } else {
                total = total.plus(Round.FAILED);
            }
        }
        var rubbish = adopting ? null : new Rubbish(isComplete(walked), damaged, clock.instant());
        for (var blob : found.entrySet()) {
            total = total.plus(ends.getAsBoolean() ? Round.FAILED : judge(blob.getKey(), blob.getValue(), rubbish));
        }
        if (!total.equals(Round.NOTHING)) {
            LOG.info("walk over the devices: {}", total);
        }
        return total;
    }

    /** As fast as the device allows when the ledger lacks what is on it: a store that is opened waits for that. */
    private boolean walk(
            Device device,
            boolean adopting,
            Map<BlobKey, List<Stray>> found,
            Set<BlobKey> damaged,
            BooleanSupplier ends) {
        try {
            var store = devices.store(device);
            var after = "";
            for (var page = page(store, after); !page.isEmpty(); page = page(store, after)) {
                for (var blob : page) {
                    if (ends.getAsBoolean()) {
                        return false;
                    }
                    throttle.take(adopting ? 0 : LOOK_BYTES);
                    var header = header(store, blob);
                    if (header.isEmpty()) {
                        damaged.add(blob.key());
                    }
                    header.map(read -> new Stray(read, device))
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
    private Round judge(BlobKey key, List<Stray> strays, @Nullable Rubbish rubbish) {
        try {
            return locks.locked(key, () -> {
                var layout = ledger.find(key).orElse(null);
                if (layout == null) {
                    return judgeUnknown(key, strays, rubbish);
                }
                var found = takeWhereTheyAre(layout, strays);
                boolean stale = rubbish != null && isWhole(found);
                return new Round(0, stale ? deleteUnrecorded(found, strays) : 0, 0, 0, 0);
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
        return relocate(layout, Relocation.of(layout, found, lost), found);
    }

    private boolean isLost(Layout layout, int shard) {
        var device = devices.named(layout.devices().get(shard));
        if (device == null) {
            return true;
        }
        return device.readable() && ShardReads.isMissing(devices.verify(device, layout.shard(shard)));
    }

    private Layout relocate(Layout from, Layout to, Map<Integer, String> found) {
        var displaced = from.elsewhere(to).stream()
                .filter(shard -> !to.devices().get(shard).equals(found.get(shard)))
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
    private Round judgeUnknown(BlobKey key, List<Stray> strays, @Nullable Rubbish rubbish) {
        var puts = new TreeMap<Long, List<Stray>>(Comparator.reverseOrder());
        strays.forEach(stray -> puts.computeIfAbsent(stray.header().generation(), _ -> new ArrayList<>())
                .add(stray));
        var total = Round.NOTHING;
        for (var put : puts.entrySet()) {
            total = total.plus(
                    rubbish == null
                            ? judgeForAdoption(key, put.getValue(), total.adopted() > 0)
                            : judgeForRemoval(key, put.getValue(), rubbish));
        }
        return total;
    }

    private Round judgeForAdoption(BlobKey key, List<Stray> put, boolean adopted) {
        if (adopted || ledger.isGone(key, put.getFirst().header().generation())) {
            return Round.NOTHING;
        }
        return adopt(put) ? new Round(1, 0, 0, 0, 0) : new Round(0, 0, 1, 0, 0);
    }

    private Round judgeForRemoval(BlobKey key, List<Stray> put, Rubbish rubbish) {
        var header = put.getFirst().header();
        var numbers = put.stream().map(stray -> stray.header().number()).collect(Collectors.toSet());
        if (ledger.isGone(key, header.generation()) || rubbish.is(header, numbers)) {
            return new Round(0, delete(put), 0, 0, 0);
        }
        return numbers.size() < header.scheme().dataShards() ? new Round(0, 0, 1, 0, 0) : new Round(0, 0, 0, 1, 0);
    }

    /** Whether there is no other place where shards may be. */
    private boolean isComplete(Set<String> walked) {
        var loads = ledger.loads();
        return devices.all().stream().map(Device::name).allMatch(walked::contains)
                && ledger.devices().entrySet().stream()
                        .allMatch(recorded -> !recorded.getValue().adopting()
                                && (walked.contains(recorded.getKey())
                                        || loads.getOrDefault(recorded.getKey(), Ledger.DeviceLoad.NONE)
                                                        .shards()
                                                == 0));
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
