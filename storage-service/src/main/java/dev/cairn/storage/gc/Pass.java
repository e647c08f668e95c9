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
 * @param blocked spaces whose last round was not done, in this pass or an earlier one
 * @param leftAlone why no pack was touched, in sentences; empty when packs were
 */
public record Pass(
        List<Round> rounds,
        int trashed,
        int compacted,
        long copiedBytes,
        int unlinked,
        long freedBytes,
        boolean full,
        int blocked,
        List<String> leftAlone) {
    /** Copies the lists. */
    public Pass {
        rounds = List.copyOf(rounds);
        leftAlone = List.copyOf(leftAlone);
    }

    /** Records condemned. */
    public long condemned() {
        return rounds.stream().mapToLong(Round::condemned).sum();
    }

    /** Records deleted. */
    public long deleted() {
        return rounds.stream().mapToLong(Round::deleted).sum();
    }

    /** Whether so much is condemned that nothing is deleted without a word of an operator. */
    public boolean braked() {
        return rounds.stream().anyMatch(round -> round.outcome() == Round.Outcome.BRAKED);
    }
}
