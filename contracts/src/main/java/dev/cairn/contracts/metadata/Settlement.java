package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict ends.
 *
 * @param copyVersion the version of the copy the caller has seen; STALE_BASE when there is a newer one. Null: whatever it is
 * @param originalVersion the same of the original
 * @param asOf for a folder that goes to the trash: the position the caller has seen it at, {@link Conflict#asOf} or a cursor; STALE_BASE when
 *     something below changed later. Null: whatever is there
 */
public record Settlement(
        Keep keep,
        @Nullable VersionId copyVersion,
        @Nullable VersionId originalVersion,
        @Nullable String asOf) {
    /** What stays. Nothing is lost either way: what goes is a version or in the trash. */
    public enum Keep {
        /** The copy: a file's bytes become the newest version of the original, and the copy goes to the trash. */
        COPY,
        /** The original; the copy goes to the trash. */
        ORIGINAL,
        /** Both, as they are. */
        BOTH
    }
}
