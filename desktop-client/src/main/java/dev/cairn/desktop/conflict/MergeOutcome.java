package dev.cairn.desktop.conflict;

import dev.cairn.desktop.merge.TextMerge.Region;
import java.util.List;

/** What became of merging the two texts of a conflict. */
public sealed interface MergeOutcome {
    /** The merged text has the name, and the conflict is over. */
    record Settled() implements MergeOutcome {}

    /**
     * The merged text is the newest version of the original, but the conflict is not over: the copy was written to meanwhile, or nobody
     * answered. Merging again goes on from there.
     *
     * @param why for people
     */
    record HalfDone(String why) implements MergeOutcome {}

    /** Somebody else ended the conflict; nothing was changed. */
    record Over() implements MergeOutcome {}

    /** Nothing was changed; {@code why} for people. */
    record Refused(String why) implements MergeOutcome {}

    /** Both changed the same lines; nothing was changed. */
    record Overlapping(List<Region> regions) implements MergeOutcome {
        /** Copies the list. */
        public Overlapping {
            regions = List.copyOf(regions);
        }
    }
}
