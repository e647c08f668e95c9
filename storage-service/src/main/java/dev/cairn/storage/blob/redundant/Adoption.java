package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over the devices for what the ledger does not know. Shards of another generation or place than the recorded, complete blob are
 * stale and go; anything else stays, as it may be the only copy of something. When the ledger was lost, blobs are taken into it:
 * shards say themselves what they are. Only then, or a disk that was away for long could bring deleted blobs back.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Devices devices;
    private final Ledger ledger;
    private final LayoutCache layouts;
    private final KeyLocks locks;
    private final InstantSource clock;

    Adoption(Devices devices, Ledger ledger, LayoutCache layouts, KeyLocks locks, InstantSource clock) {
        this.devices = devices;
        this.ledger = ledger;
        this.layouts = layouts;
        this.locks = locks;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param adopted blobs that are in the ledger now
     * @param stale shards deleted
     * @param fragments blobs of which too few shards were found to read them; they stay
     */
    record Round(long adopted, long stale, long fragments) {}

    /** The unknown shards of one put. */
    private record Found(ShardHeader any, Map<Integer, String> devices) {}

    /**
     * Looks at every device that can be read. What is unknown is in memory meanwhile, about 300 bytes a blob.
     *
     * @param adopting whether unknown blobs are taken into the ledger
     */
    Round run(boolean adopting) {
        var found = new LinkedHashMap<String, Found>();
        long stale = 0;
        for (var device : devices.all()) {
            if (device.readable()) {
                stale += walk(device, found);
            }
        }
        long adopted = 0;
        long fragments = 0;
        for (var blob : found.values()) {
            boolean taken = adopting && locks.locked(blob.any().key(), () -> adopt(blob));
            adopted += taken ? 1 : 0;
            fragments += taken || isKnown(blob.any()) ? 0 : 1;
        }
        if (adopted + stale + fragments > 0) {
            LOG.info(
                    "walk over the devices: {} blobs adopted, {} stale shards deleted, {} fragments",
                    adopted,
                    stale,
                    fragments);
        }
        return new Round(adopted, stale, fragments);
    }

    private long walk(Device device, Map<String, Found> found) {
        long stale = 0;
        try {
            var store = device.store();
            var after = "";
            for (var page = page(store, after); !page.isEmpty(); page = page(store, after)) {
                for (var blob : page) {
                    var header = header(store, blob).orElse(null);
                    if (header != null && !belongs(header, device)) {
                        stale += deleteIfStale(device, header) ? 1 : note(header, device, found);
                    }
                }
                after = page.getLast().key().toString();
            }
        } catch (BlobException e) {
            LOG.warn("device {} could not be walked over: {}", device, e.getMessage());
            device.doubt();
        }
        return stale;
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

    private boolean belongs(ShardHeader header, Device device) {
        return layouts.find(header.key())
                .filter(layout -> isRecorded(layout, header, device))
                .isPresent();
    }

    private boolean isKnown(ShardHeader header) {
        return ledger.find(header.key()).isPresent() || ledger.isGone(header.key(), header.generation());
    }

    /** Stale is what a complete blob, or a deletion, stands for. Looked at again under the lock: a repair may have put it there. */
    private boolean deleteIfStale(Device device, ShardHeader header) {
        return locks.locked(header.key(), () -> {
            var layout = ledger.find(header.key()).orElse(null);
            boolean stale = layout == null
                    ? ledger.isGone(header.key(), header.generation())
                    : !isRecorded(layout, header, device) && ledger.isComplete(layout);
            if (stale) {
                device.store().delete(header.storedAs());
            }
            return stale;
        });
    }

    private static boolean isRecorded(Layout layout, ShardHeader header, Device device) {
        return layout.generation() == header.generation()
                && layout.devices().get(header.number()).equals(device.name());
    }

    private static int note(ShardHeader header, Device device, Map<String, Found> found) {
        found.computeIfAbsent(header.key() + "-" + header.generation(), _ -> new Found(header, new TreeMap<>()))
                .devices()
                .putIfAbsent(header.number(), device.name());
        return 0;
    }

    private boolean adopt(Found found) {
        var header = found.any();
        if (found.devices().size() < header.scheme().dataShards() || isKnown(header)) {
            return false;
        }
        var names = new ArrayList<String>();
        var spare = devices.choose(header.key(), header.scheme(), header.storedLength()).stream()
                .map(Device::name)
                .filter(name -> !found.devices().containsValue(name))
                .iterator();
        var owed = new ArrayList<Debt>();
        for (int shard = 0; shard < header.scheme().shards(); shard++) {
            var device = found.devices().get(shard);
            if (device == null) {
                if (!spare.hasNext()) {
                    LOG.warn("blob {} cannot be adopted before there are more devices", header.key());
                    return false;
                }
                device = spare.next();
                owed.add(new Debt(
                        header.key(),
                        header.generation(),
                        shard,
                        device,
                        Debt.Kind.OWED,
                        "not found when the blob was adopted",
                        clock.instant()));
            }
            names.add(device);
        }
        boolean added = ledger.add(
                new Layout(
                        header.key(),
                        header.generation(),
                        header.scheme(),
                        header.generator(),
                        header.blobLength(),
                        names),
                owed);
        layouts.changed(header.key());
        return added;
    }
}
