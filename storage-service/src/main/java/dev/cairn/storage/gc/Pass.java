package dev.cairn.storage.gc;

import java.util.List;

/**
 * What one pass of the collector came to.
 *
 * @param rounds through spaces, those that were due
 * @param trashed packs that were put into the trash
 * @param compacted packs that were emptied
 * @param copiedBytes that this took
 * @param unlinked packs whose bytes are gone
 * @param freedBytes of these, in the store
 * @param full whether compaction had to stop because the store had no room
 */
public record Pass(
        List<Round> rounds, int trashed, int compacted, long copiedBytes, int unlinked, long freedBytes, boolean full) {
    /** Copies the list. */
    public Pass {
        rounds = List.copyOf(rounds);
    }

    /** Records condemned. */
    public long condemned() {
        return rounds.stream().mapToLong(Round::condemned).sum();
    }

    /** Records deleted. */
    public long deleted() {
        return rounds.stream().mapToLong(Round::deleted).sum();
    }
}
