package dev.cairn.storage.gc;

import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.gc.PackStore.Use;
import dev.cairn.storage.pack.PackId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pass: rounds through the spaces that are due, then the packs. What frees room without needing any comes first. */
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final PackId FIRST = new PackId(new UUID(0, 0));
    private static final int PAGE = 500;

    private final CollectionStore store;
    private final PackStore packs;
    private final CensusApi metadata;
    private final SpaceCollector spaces;
    private final PackTrash trash;
    private final Compactor compactor;
    private final BlobStore blobs;
    private final GcProperties properties;

    Collector(
            CollectionStore store,
            PackStore packs,
            CensusApi metadata,
            SpaceCollector spaces,
            PackTrash trash,
            Compactor compactor,
            BlobStore blobs,
            GcProperties properties) {
        this.store = store;
        this.packs = packs;
        this.metadata = metadata;
        this.spaces = spaces;
        this.trash = trash;
        this.compactor = compactor;
        this.blobs = blobs;
        this.properties = properties;
    }

    /** @param all whether spaces that are not due are collected too */
    Pass pass(boolean all, Pace pace) {
        var rounds = new ArrayList<Round>();
        var page = store.spaces(null, CensusApi.SPACES_MAX);
        while (!page.isEmpty()) {
            for (var known : metadata.spaces(page)) {
                if (all || isDue(known)) {
                    rounds.add(spaces.collect(known.space(), pace));
                }
            }
            page = store.spaces(page.getLast(), CensusApi.SPACES_MAX);
        }
        return packs(rounds, pace);
    }

    private boolean isDue(SpaceCensus known) {
        if (known.state() == SpaceCensus.State.UNKNOWN) {
            return false;
        }
        var state = store.state(known.space());
        var since = state.sinceCompleted();
        return since == null
                || state.anyCondemned()
                || (known.state() == SpaceCensus.State.KEPT && state.released() != known.released())
                || since.compareTo(properties.reconcile()) >= 0;
    }

    private Pass packs(List<Round> rounds, Pace pace) {
        var sparse = new ArrayList<PackId>();
        int trashed = trashDead(sparse, pace);
        var emptied = trash.empty(isFull() ? Duration.ZERO : properties.trash(), pace);
        int compacted = 0;
        long copied = 0;
        boolean full = false;
        try {
            for (var pack : sparse) {
                long bytes = compactor.empty(pack, pace);
                copied += Math.max(0, bytes);
                if (bytes >= 0 && packs.trash(pack)) {
                    compacted++;
                    trashed++;
                }
                if (isFull()) {
                    // What was just emptied makes room for the next portion.
                    var now = trash.empty(Duration.ZERO, pace);
                    emptied = emptied.and(now);
                }
            }
        } catch (BlobException e) {
            if (e.reason() != BlobException.Reason.FULL) {
                throw e;
            }
            LOG.warn("the store has no room to compact in; what was emptied before is freed");
            full = true;
            emptied = emptied.and(trash.empty(Duration.ZERO, pace));
        }
        return new Pass(rounds, trashed, compacted, copied, emptied.packs(), emptied.bytes(), full);
    }

    private int trashDead(List<PackId> sparse, Pace pace) {
        int trashed = 0;
        var page = packs.uses(FIRST, PAGE);
        while (!page.isEmpty()) {
            long begin = System.nanoTime();
            for (var use : page) {
                if (trash.add(use)) {
                    trashed++;
                } else if (use.garbage() >= properties.garbage()) {
                    sparse.add(use.pack());
                }
            }
            pace.rest(System.nanoTime() - begin);
            page = packs.uses(page.getLast().pack(), PAGE);
        }
        return trashed;
    }

    boolean isFull() {
        return blobs.freeBytes().orElse(Long.MAX_VALUE) == 0;
    }

    /** What the packs hold; reads all of them. */
    StorageGc.Status status(boolean running) {
        long count = 0;
        long bytes = 0;
        long garbage = 0;
        var page = packs.uses(FIRST, PAGE);
        while (!page.isEmpty()) {
            count += page.size();
            bytes += page.stream().mapToLong(Use::bytes).sum();
            garbage += page.stream().mapToLong(Use::garbageBytes).sum();
            page = packs.uses(page.getLast().pack(), PAGE);
        }
        var trashed = packs.trashed();
        return new StorageGc.Status(
                running, count, bytes, garbage, store.condemned(), trashed.packs(), trashed.bytes());
    }
}
