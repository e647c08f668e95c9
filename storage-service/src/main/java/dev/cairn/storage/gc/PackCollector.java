package dev.cairn.storage.gc;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.gc.PackStore.Use;
import dev.cairn.storage.pack.PackId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packs' part of a pass. What frees room without needing any comes first. A pack that fails is left for a while; that a store is away is held against none. */
final class PackCollector {
    private static final Logger LOG = LoggerFactory.getLogger(PackCollector.class);
    static final PackId FIRST = new PackId(new UUID(0, 0));
    static final int PAGE = 500;

    /** Of so many packs in a pass; it is likelier something else that is at fault then than they are. */
    private static final int FAILURES_MAX = 20;

    private final PackStore packs;
    private final PackTrash trash;
    private final Compactor compactor;
    private final SmallPacks small;
    private final BlobStore blobs;
    private final GcProperties properties;

    PackCollector(PackStore packs, PackTrash trash, Compactor compactor, BlobStore blobs, GcProperties properties) {
        this.packs = packs;
        this.trash = trash;
        this.compactor = compactor;
        this.small = new SmallPacks(packs, compactor, blobs, properties);
        this.blobs = blobs;
        this.properties = properties;
    }

    void collect(Pace pace, Freeing freeing) {
        var sparse = new ArrayList<PackId>();
        var gathering = small.gathering();
        pace.begin(packs.count(), "packs", "looking for packs that nobody needs");
        trashDead(sparse, gathering, pace, freeing);
        pace.begin(0, "packs", "unlinking what was in the trash for long enough");
        trash.empty(isFull() ? Duration.ZERO : properties.trash(), pace, freeing);
        pace.begin(sparse.size(), "packs", "emptying packs that are mostly garbage");
        emptySparse(sparse, pace, freeing);
        if (!freeing.isFull() && !isFull()) {
            gathering.gather(pace, freeing);
        }
        if (freeing.isFull()) {
            trash.empty(Duration.ZERO, pace, freeing);
        }
    }

    private void emptySparse(List<PackId> sparse, Pace pace, Freeing freeing) {
        var away = new HashSet<Optional<Region>>();
        int failures = 0;
        for (var pack : sparse) {
            if (failures == FAILURES_MAX) {
                LOG.error("{} packs in one pass could not be emptied; the others wait for the next", failures);
                return;
            }
            pace.advance(1);
            if (away.contains(pack.region())) {
                continue;
            }
            try {
                freeing.copied(compactor.empty(pack, pace));
                if (packs.trash(pack)) {
                    freeing.compacted();
                }
            } catch (StoppedException e) {
                throw e;
            } catch (RuntimeException e) {
                if (e instanceof BlobException blob && blob.reason() == BlobException.Reason.FULL) {
                    LOG.warn("the store has no room to compact in; what was emptied before is freed");
                    freeing.full();
                    return;
                }
                failures++;
                if (e instanceof BlobException blob && blob.reason().retryable()) {
                    LOG.error("the store does not answer, so no more of its packs are emptied for now", e);
                    away.add(pack.region());
                } else {
                    failed(pack, "emptied", e);
                }
            }
            if (isFull()) {
                // What was just emptied makes room for the next portion.
                trash.empty(Duration.ZERO, pace, freeing);
            }
        }
    }

    private void trashDead(List<PackId> sparse, SmallPacks.Gathering gathering, Pace pace, Freeing freeing) {
        var page = packs.uses(FIRST, PAGE);
        while (!page.isEmpty()) {
            long begin = System.nanoTime();
            for (var use : page) {
                if (use.waiting()) {
                    continue;
                }
                if (isTrashed(use)) {
                    freeing.trashed();
                } else if (use.garbage() >= properties.garbage()) {
                    sparse.add(use.pack());
                } else {
                    gathering.offer(use);
                }
            }
            pace.advance(page.size());
            pace.rest(System.nanoTime() - begin);
            page = packs.uses(page.getLast().pack(), PAGE);
        }
    }

    private boolean isTrashed(Use use) {
        try {
            return trash.add(use);
        } catch (RuntimeException e) {
            failed(use.pack(), "put into the trash", e);
            return false;
        }
    }

    private void failed(PackId pack, String what, RuntimeException cause) {
        LOG.error("pack {} could not be {}, and is left for a while", pack, what, cause);
        packs.failed(pack, String.valueOf(cause.getMessage()));
    }

    /** Compaction needs room for a portion. */
    boolean isFull() {
        return blobs.freeBytes().orElse(Long.MAX_VALUE) < Compactor.PORTION_BYTES;
    }
}
