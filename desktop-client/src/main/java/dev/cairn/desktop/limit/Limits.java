package dev.cairn.desktop.limit;

/**
 * How fast a client may send and fetch.
 *
 * @param version 1 (docs/formats.md, "Limits")
 */
public record Limits(int version, Schedule up, Schedule down) {
    /** As fast as it goes. */
    public static final Limits NONE = of(Schedule.UNLIMITED, Schedule.UNLIMITED);

    /** {@link IllegalArgumentException} for a later version. */
    public Limits {
        if (version != 1) {
            throw new IllegalArgumentException("limits of version " + version + " were written by a later client");
        }
    }

    /** In the version of today. */
    public static Limits of(Schedule up, Schedule down) {
        return new Limits(1, up, down);
    }
}
