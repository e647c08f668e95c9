package dev.cairn.storage.gc;

/** What a pass did to packs so far; it may be ended at any moment, and what it did stands. Not thread-safe. */
final class Freeing {
    private int trashed;
    private int compacted;
    private long copiedBytes;
    private int unlinked;
    private long bytes;
    private boolean full;

    /** Nothing pointed to a pack. */
    void trashed() {
        trashed++;
    }

    /** A pack was emptied, and is in the trash. */
    void compacted() {
        trashed++;
        compacted++;
    }

    /** That took so much. */
    void copied(long more) {
        copiedBytes += more;
    }

    /** A pack of this length is gone. */
    void unlinked(long length) {
        unlinked++;
        bytes += length;
    }

    /** The store had no room to compact in. */
    void full() {
        full = true;
    }

    int trashedPacks() {
        return trashed;
    }

    int compactedPacks() {
        return compacted;
    }

    long copiedBytes() {
        return copiedBytes;
    }

    int unlinkedPacks() {
        return unlinked;
    }

    long freedBytes() {
        return bytes;
    }

    boolean isFull() {
        return full;
    }
}
