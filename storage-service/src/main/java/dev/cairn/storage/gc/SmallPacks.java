package dev.cairn.storage.gc;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.gc.PackStore.Use;
import dev.cairn.storage.pack.PackId;
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
 * not make up a pack that is long enough is left.
 */
final class SmallPacks {
    private static final Logger LOG = LoggerFactory.getLogger(SmallPacks.class);

    /** The rest is for the next pass. */
    private static final int PACKS_MAX = 10_000;

    private final PackStore packs;
    private final Compactor compactor;
    private final GcProperties properties;

    SmallPacks(PackStore packs, Compactor compactor, GcProperties properties) {
        this.packs = packs;
        this.compactor = compactor;
        this.properties = properties;
    }

    /**
     * What came of it.
     *
     * @param packs that were emptied
     * @param bytes that were written
     * @param full whether it had to stop because the store had no room
     */
    record Gathered(int packs, long bytes, boolean full) {}

    /** Of one pass. */
    Gathering gathering() {
        return new Gathering();
    }

    /** Those that a pass found; no pack holds bytes of two regions. */
    final class Gathering {
        private final Map<Optional<Region>, List<Use>> found = new HashMap<>();
        private int count;
        private int emptied;
        private long bytes;

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
        Gathered gather(Pace pace) {
            pace.begin(count, "packs", "putting small packs together");
            try {
                found.values().forEach(ofRegion -> gather(ofRegion, pace));
                return new Gathered(emptied, bytes, false);
            } catch (BlobException e) {
                if (e.reason() != BlobException.Reason.FULL) {
                    LOG.error("small packs could not be put together, and are left for now", e);
                }
                return new Gathered(emptied, bytes, e.reason() == BlobException.Reason.FULL);
            }
        }

        private void gather(List<Use> ofRegion, Pace pace) {
            var portion = new ArrayList<PackId>();
            long live = 0;
            for (var use : ofRegion) {
                if (live + use.live() > Compactor.PORTION_BYTES) {
                    gather(portion, live, pace);
                    portion.clear();
                    live = 0;
                }
                portion.add(use.pack());
                live += use.live();
            }
            gather(portion, live, pace);
        }

        private void gather(List<PackId> portion, long live, Pace pace) {
            if (live >= properties.small().toBytes()) {
                bytes += compactor.gather(portion, pace);
                for (var pack : portion) {
                    emptied += packs.trash(pack) ? 1 : 0;
                }
            }
            pace.advance(portion.size());
        }
    }
}
