package dev.cairn.contracts.metadata;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the files of a space whose path begins with a prefix. Days are full days of UTC: what is to go after one day goes at
 * the second midnight after it came.
 *
 * @param id names the rule among those of its space; 1 to {@link #ID_LENGTH_MAX} characters
 * @param enabled false: it is kept, and nothing happens
 * @param prefix at most {@link #PREFIX_LENGTH_MAX} characters, may end within a name; empty: all files
 * @param expireDays a file goes to the trash so many days after its newest version came; 1 to {@link RetentionPolicy#DAYS_MAX}; null: never
 * @param abortDays an S3 upload in parts that is not complete is aborted so many days after it began; 1 to {@link #ABORT_DAYS_MAX};
 *     null: after that many
 */
public record LifecycleRule(
        String id,
        boolean enabled,
        String prefix,
        @Nullable Integer expireDays,
        @Nullable Integer abortDays) {
    /** Longest name of a rule. */
    public static final int ID_LENGTH_MAX = 255;

    /** Longest prefix. */
    public static final int PREFIX_LENGTH_MAX = 1024;

    /** No upload in parts lives longer. */
    public static final int ABORT_DAYS_MAX = 7;
}
