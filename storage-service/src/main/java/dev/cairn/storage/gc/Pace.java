package dev.cairn.storage.gc;

/** How fast the collector may go. Asked after every portion of work. */
@FunctionalInterface
interface Pace {
    /**
     * Rests as long as {@code workedNanos} of work ask for.
     *
     * @throws StoppedException when the collector is to stop here; everything it did so far stands
     */
    void rest(long workedNanos);

    /** Never rests. */
    Pace UNBOUNDED = _ -> {};
}
