package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;

/**
 * What metadata knows of a space.
 *
 * @param fence the oldest epoch whose pins may still be named; 0 unless it is KEPT
 * @param released rises whenever versions are given up for good; 0 unless it is KEPT
 */
public record SpaceCensus(SpaceId space, State state, long fence, long released) {
    /** Whether there is such a space. */
    public enum State {
        /** It is there. */
        KEPT,
        /** It was here and was deleted; no name in it is left, and none will come. */
        DELETED,
        /** It was never heard of, as after a loss of names. Nothing of it may be given up. */
        UNKNOWN
    }
}
