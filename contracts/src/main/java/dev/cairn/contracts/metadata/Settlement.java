package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict ends.
 *
 * @param copyVersion the version of the copy the caller has seen; STALE_BASE when there is a newer one. Null: whatever it is
 * @param originalVersion the same of the original
 */
public record Settlement(
        Keep keep,
        @Nullable VersionId copyVersion,
        @Nullable VersionId originalVersion) {
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
