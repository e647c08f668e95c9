package dev.cairn.metadata.node;

/**
 * How far something reaches into the depth of a tree.
 *
 * @param levels so many folders above it
 * @param bytes so long a path, in bytes of UTF-8 and with a slash for each name
 */
record Reach(int levels, long bytes) {
    /** Of something of this name inside. */
    Reach into(String name) {
        return new Reach(levels + 1, bytes + Names.utf8(name).length + 1);
    }

    /** Of something inside that reaches this far by itself. */
    Reach plus(Reach inside) {
        return new Reach(levels + inside.levels, bytes + inside.bytes);
    }

    /** The way from {@code above}, which is above this, to this. */
    Reach from(Reach above) {
        return new Reach(levels - above.levels, bytes - above.bytes);
    }

    /** Whether something that reaches this far reaches no farther than {@code other}. */
    boolean isWithin(Reach other) {
        return levels <= other.levels && bytes <= other.bytes;
    }
}
