package dev.cairn.storage.gc;

import dev.cairn.storage.job.Progress;
import java.util.List;

/** The collector, for whoever operates it. */
public interface StorageGc {
    /** As {@link #collectAll(boolean, Progress)}, within the limits of the brake and watched by nobody. */
    default Pass collectAll() {
        return collectAll(false, Progress.unwatched());
    }

    /**
     * Makes a pass now, in the caller's thread and without rests, through every space whether it is due or not. What the pass
     * condemns, the next one deletes. May run beside the background's passes and beside other processes'. UNAVAILABLE when another
     * service does not answer; what was done until then stands.
     *
     * @param allowLarge the operator's word that all that is condemned now may be deleted, however much it is
     * @param progress in spaces, then in packs; asked after each portion of work whether to end there, which keeps what was done
     */
    Pass collectAll(boolean allowLarge, Progress progress);

    /** How things stand; counts, no pass. */
    Status status();

    /**
     * How things stand.
     *
     * @param running whether passes are made in the background
     * @param packs that are kept
     * @param packBytes of these
     * @param garbageBytes of these, which compaction can free
     * @param condemned records that the next passes will delete
     * @param condemnedBytes of these
     * @param trashedPacks that wait to be unlinked
     * @param trashedBytes of these
     * @param troubles spaces that are not collected at the moment
     * @param leftAlone why no pack is emptied or unlinked at the moment; empty when they are
     */
    record Status(
            boolean running,
            long packs,
            long packBytes,
            long garbageBytes,
            long condemned,
            long condemnedBytes,
            long trashedPacks,
            long trashedBytes,
            List<Trouble> troubles,
            List<String> leftAlone) {
        /** Copies the lists. */
        public Status {
            troubles = List.copyOf(troubles);
            leftAlone = List.copyOf(leftAlone);
        }
    }
}
