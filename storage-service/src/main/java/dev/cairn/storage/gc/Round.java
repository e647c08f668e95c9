package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;

/**
 * What a round through one space came to.
 *
 * @param marked records that names lead to, each counted as often as they do
 * @param acquitted condemned records that a name leads to after all
 * @param deletedBytes what the deleted records have in packs, which compaction or the trash will free
 */
public record Round(
        SpaceId space,
        long epoch,
        Outcome outcome,
        long marked,
        long condemned,
        long acquitted,
        long deleted,
        long deletedBytes) {
    /** How it ended. */
    public enum Outcome {
        /** All of the space was looked at. */
        DONE,
        /** Metadata never heard of the space: nothing was touched. */
        UNKNOWN_SPACE,
        /** A name leads to something that cannot be read: nothing was touched. */
        UNREADABLE,
        /** The index had lost its epochs, and has taken up metadata's; the next round can begin. Nothing else was touched. */
        EPOCH_RAISED,
        /** So much is condemned, in all spaces together, that nothing is deleted without a word of an operator. */
        BRAKED,
        /** Something failed; it is tried again later. */
        FAILED
    }

    static Round without(SpaceId space, long epoch, Outcome outcome) {
        return new Round(space, epoch, outcome, 0, 0, 0, 0, 0);
    }
}
