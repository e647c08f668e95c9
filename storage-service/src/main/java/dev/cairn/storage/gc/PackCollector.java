package dev.cairn.storage.gc;

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

/** The packs' part of a pass. What frees room without needing any comes first. A pack that fails is left for a while. */
final class PackCollector {
    private static final Logger LOG = LoggerFactory.getLogger(PackCollector.class);
    static final PackId FIRST = new PackId(new UUID(0, 0));
    static final int PAGE = 500;

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

    /**
     * What came of it.
     *
     * @param full whether compaction had to stop because the store had no room
     */
    record Freed(int trashed, int compacted, long copiedBytes, int unlinked, long bytes, boolean full) {
        static final Freed NOTHING = new Freed(0, 0, 0, 0, 0, false);
    }

    Freed collect(Pace pace) {
        var sparse = new ArrayList<PackId>();
        var gathering = small.gathering();
        pace.begin(packs.count(), "packs", "looking for packs that nobody needs");
        int trashed = trashDead(sparse, gathering, pace);
        pace.begin(0, "packs", "unlinking what was in the trash for long enough");
        var emptied = trash.empty(isFull() ? Duration.ZERO : properties.trash(), pace);
        pace.begin(sparse.size(), "packs", "emptying packs that are mostly garbage");
        int compacted = 0;
        long copied = 0;
        boolean full = false;
        for (var pack : sparse) {
            try {
                long bytes = compactor.empty(pack, pace);
                copied += bytes;
                if (packs.trash(pack)) {
                    compacted++;
                }
            } catch (StoppedException e) {
                throw e;
            } catch (RuntimeException e) {
                if (e instanceof BlobException blob && blob.reason() == BlobException.Reason.FULL) {
                    LOG.warn("the store has no room to compact in; what was emptied before is freed");
                    full = true;
                    break;
                }
                failed(pack, "emptied", e);
            }
            pace.advance(1);
            if (isFull()) {
                // What was just emptied makes room for the next portion.
                emptied = emptied.and(trash.empty(Duration.ZERO, pace));
            }
        }
        if (full) {
            emptied = emptied.and(trash.empty(Duration.ZERO, pace));
        } else if (!isFull()) {
            var gathered = gathering.gather(pace);
            compacted += gathered.packs();
            copied += gathered.bytes();
            full = gathered.full();
            if (full) {
                emptied = emptied.and(trash.empty(Duration.ZERO, pace));
            }
        }
        return new Freed(trashed + compacted, compacted, copied, emptied.packs(), emptied.bytes(), full);
    }

    private int trashDead(List<PackId> sparse, SmallPacks.Gathering gathering, Pace pace) {
        int trashed = 0;
        var page = packs.uses(FIRST, PAGE);
        while (!page.isEmpty()) {
            long begin = System.nanoTime();
            for (var use : page) {
                if (use.waiting()) {
                    continue;
                }
                if (isTrashed(use)) {
                    trashed++;
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
        return trashed;
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
