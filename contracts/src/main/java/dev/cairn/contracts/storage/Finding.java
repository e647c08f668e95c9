package dev.cairn.contracts.storage;

/**
 * One thing that a task of storage found wrong.
 *
 * @param kind what kind of thing it is
 * @param name of the thing: {@code pack/0f…}, {@code key/…}, a device, or {@code space/path} of a file
 * @param detail what is wrong with it, in words; never a key or a content
 */
public record Finding(Kind kind, String name, String detail) {
    /** What can be wrong. */
    public enum Kind {
        /** A pack, or something in it. */
        PACK,
        /** A wrapped key of a space. */
        KEY,
        /** Something among the blobs that is none of ours. */
        STRAY,
        /** A blob that lacks copies or shards on its devices. */
        BLOB,
        /** A device of a redundant store. */
        DEVICE,
        /** A space in which nothing is collected. */
        SPACE,
        /** A file, or an old version of one, that cannot be read whole. */
        FILE
    }
}
