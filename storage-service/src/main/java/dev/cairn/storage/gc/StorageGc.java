package dev.cairn.storage.gc;

/** The collector, for whoever operates it. */
public interface StorageGc {
    /**
     * Makes a pass now, in the caller's thread and without rests, through every space whether it is due or not. What the pass
     * condemns, the next one deletes. May run beside the background's passes and beside other processes'. UNAVAILABLE when another
     * service does not answer; what was done until then stands.
     */
    Pass collectAll();

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
     * @param trashedPacks that wait to be unlinked
     * @param trashedBytes of these
     */
    record Status(
            boolean running,
            long packs,
            long packBytes,
            long garbageBytes,
            long condemned,
            long trashedPacks,
            long trashedBytes) {}
}
