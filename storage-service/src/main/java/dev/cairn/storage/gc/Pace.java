package dev.cairn.storage.gc;

/** How fast the collector may go, and who is told how far it is. Asked after every portion of work. */
@FunctionalInterface
interface Pace {
    /**
     * Rests as long as {@code workedNanos} of work ask for.
     *
     * @throws StoppedException when the collector is to stop here; everything it did so far stands
     */
    void rest(long workedNanos);

    /** A part of the pass begins: how much there is (0: not known), counted in what, and said in a few words. */
    default void begin(long total, String unit, String message) {}

    /** So much more of this part is done. */
    default void advance(long more) {}

    /** Never rests. */
    Pace UNBOUNDED = _ -> {};
}
