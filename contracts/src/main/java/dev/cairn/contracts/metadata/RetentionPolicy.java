package dev.cairn.contracts.metadata;

import org.jspecify.annotations.Nullable;

/**
 * How long a space keeps what was replaced or deleted. A limit that is null does not exist. Neither a file's newest version nor
 * one that was given a name ever goes.
 *
 * @param versionsMax most versions of a file without a name, the newest one among them; 1 to {@link #VERSIONS_MAX}
 * @param versionDays a version goes so many days after it was replaced; 1 to {@link #DAYS_MAX}
 * @param thinning of the versions of the last day all are kept, of the last 30 days the last one of each day (of UTC), of the time
 *     before the last one of each week (from Monday)
 * @param trashDays what was deleted goes for good so many days later; 1 to {@link #DAYS_MAX}
 */
public record RetentionPolicy(
        @Nullable Integer versionsMax,
        @Nullable Integer versionDays,
        boolean thinning,
        @Nullable Integer trashDays) {
    /** Most versions a policy may speak of. */
    public static final int VERSIONS_MAX = 1_000_000;

    /** Most days a policy may speak of: a century. */
    public static final int DAYS_MAX = 36_500;

    /** Nothing ever goes by itself. */
    public static final RetentionPolicy KEEP_ALL = new RetentionPolicy(null, null, false, null);

    /** Whether anything may go because of it. */
    public boolean removes() {
        return removesVersions() || trashDays != null;
    }

    /** Whether versions may go because of it. */
    public boolean removesVersions() {
        return versionsMax != null || versionDays != null || thinning;
    }
}
