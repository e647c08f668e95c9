package dev.cairn.storage.gc;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.gc.PackStore.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts small packs together once they are old enough: a store that codes what is long keeps what is short in copies, which is right
 * for what may soon be gone and dear for what stays. A record is copied at most once for that, as what comes out is not small; what does
 * not make up a pack that is long enough is left. What was copied stays in the trash for days, so it is done only while there is more room
 * than that takes.
 */
final class SmallPacks {
    private static final Logger LOG = LoggerFactory.getLogger(SmallPacks.class);

    /** The rest is for the next pass. */
    private static final int PACKS_MAX = 10_000;

    /** Of so many portions in a pass; it is likelier something else that is at fault then than the packs. */
    private static final int FAILURES_MAX = 3;

    private final PackStore packs;
    private final Compactor compactor;
    private final BlobStore blobs;
    private final GcProperties properties;

    SmallPacks(PackStore packs, Compactor compactor, BlobStore blobs, GcProperties properties) {
        this.packs = packs;
        this.compactor = compactor;
        this.blobs = blobs;
        this.properties = properties;
    }

    /** Of one pass. */
    Gathering gathering() {
        return new Gathering();
    }

    /** Those that a pass found; no pack holds bytes of two regions. */
    final class Gathering {
        private final Map<Optional<Region>, List<Use>> found = new HashMap<>();
        private int count;
        private int failures;
        private long trashBytes;

        private Gathering() {}

        /** Takes it if it is small and old enough. */
        void offer(Use use) {
            if (count < PACKS_MAX
                    && use.bytes() < properties.small().toBytes()
                    && use.age().compareTo(properties.young()) >= 0) {
                found.computeIfAbsent(use.pack().region(), _ -> new ArrayList<>())
                        .add(use);
                count++;
            }
        }

        /** Copies what is needed of them, as much at a time as {@link Compactor} has in memory. */
        void gather(Pace pace, Freeing freeing) {
            pace.begin(count, "packs", "putting small packs together");
            trashBytes = packs.trashed().bytes();
            for (var ofRegion : found.values()) {
                var end = gather(ofRegion, pace, freeing);
                if (end == End.FULL) {
                    LOG.warn("the store has no room to put small packs together in");
                    freeing.full();
                }
                if (end == End.FULL || end == End.ENOUGH) {
                    return;
                }
            }
        }

        private End gather(List<Use> ofRegion, Pace pace, Freeing freeing) {
            var portion = new ArrayList<Use>();
            long live = 0;
            for (var use : ofRegion) {
                if (live + use.live() > Compactor.PORTION_BYTES) {
                    var end = gather(portion, live, pace, freeing);
                    if (end != End.DONE) {
                        return end;
                    }
                    portion.clear();
                    live = 0;
                }
                portion.add(use);
                live += use.live();
            }
            return gather(portion, live, pace, freeing);
        }

        private End gather(List<Use> portion, long live, Pace pace, Freeing freeing) {
            if (live < properties.small().toBytes()) {
                pace.advance(portion.size());
                return End.DONE;
            }
            try {
                if (!isRoomToSpare()) {
                    return End.ENOUGH;
                }
                copy(portion, pace, freeing);
                return End.DONE;
            } catch (StoppedException e) {
                throw e;
            } catch (BlobException e) {
                if (e.reason() == BlobException.Reason.FULL) {
                    return End.FULL;
                }
                return e.reason().retryable() ? away(e) : failed(portion, e);
            } catch (RuntimeException e) {
                return failed(portion, e);
            }
        }

        private void copy(List<Use> portion, Pace pace, Freeing freeing) {
            var from = portion.stream().map(Use::pack).toList();
            long copied = compactor.gather(from, properties.small().toBytes(), pace);
            freeing.copied(copied);
            if (copied > 0) {
                for (var use : portion) {
                    if (packs.trash(use.pack())) {
                        freeing.compacted();
                        trashBytes += use.bytes();
                    }
                }
            }
            pace.advance(portion.size());
        }

        /** What is in the trash takes its room for days: gathering may take half of what there was, and never the last portion. */
        private boolean isRoomToSpare() {
            long room = blobs.freeBytes().orElse(Long.MAX_VALUE);
            return room - 2L * Compactor.PORTION_BYTES >= trashBytes;
        }

        private End away(BlobException e) {
            LOG.error("the store does not answer, so no more of its small packs are put together for now", e);
            return End.AWAY;
        }

        /** The next pass takes others. */
        private End failed(List<Use> portion, RuntimeException e) {
            LOG.error("{} small packs could not be put together, and are left for a while", portion.size(), e);
            portion.forEach(use -> packs.failed(use.pack(), String.valueOf(e.getMessage())));
            failures++;
            return failures == FAILURES_MAX ? End.ENOUGH : End.DONE;
        }
    }

    /** How the packs of a region came to an end. */
    private enum End {
        DONE,
        /** For this pass: the other regions wait as well. */
        ENOUGH,
        /** The other regions may do better. */
        AWAY,
        FULL
    }
}
