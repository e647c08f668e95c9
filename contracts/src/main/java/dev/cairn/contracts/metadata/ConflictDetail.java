package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A conflict, and how much goes to the trash with either side.
 *
 * @param copyFiles 1 for a file; for a folder the files in it, at any depth. Null: it holds more than {@link #NODES_COUNTED_MAX} files and
 *     folders, and nobody counts so far
 * @param originalFiles the same of the original
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConflictDetail(
        Conflict conflict,
        @Nullable Integer copyFiles,
        @Nullable Integer originalFiles) {
    /** Folders that hold more than this many files and folders are not counted. */
    public static final int NODES_COUNTED_MAX = 10_000;

    /** How many go to the trash when this stays; as above. */
    public @Nullable Integer filesThatGo(Settlement.Keep keep) {
        return switch (keep) {
            case COPY -> originalFiles;
            case ORIGINAL -> copyFiles;
            case BOTH -> Integer.valueOf(0);
        };
    }
}
