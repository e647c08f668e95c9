package dev.cairn.desktop.account;

/**
 * This installation is to be wiped; in the home until it is (docs/formats.md).
 *
 * @param version {@link #VERSION}
 * @param unsentToo also what was not sent yet
 * @param told whether the folders are wiped and the server knows
 */
public record WipeOrder(int version, boolean unsentToo, boolean told) {
    /** Of the file. */
    public static final int VERSION = 1;

    /** Refuses other versions. */
    public WipeOrder {
        if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + " is not known");
        }
    }

    /** The same, about everything. */
    public WipeOrder withUnsent() {
        return new WipeOrder(version, true, false);
    }

    /** The same, of which the server knows that it is done. */
    public WipeOrder asTold() {
        return new WipeOrder(version, unsentToo, true);
    }
}
