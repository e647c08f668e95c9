package dev.cairn.storage.blob.redundant;

/**
 * What a repair did.
 *
 * @param repaid shards that are whole again, or gone as they should be
 * @param left debts that could not be repaid now
 * @param census what devices really held afterwards
 */
public record RepairReport(long repaid, long left, Redundancy census) {
    /** Whether everything is whole: said by the census, not by the absence of debts. */
    public boolean repaired() {
        return left == 0 && census.degraded() == 0;
    }
}
