package dev.cairn.metadata.version;

import dev.cairn.contracts.id.NodeId;
import java.time.Instant;
import java.util.UUID;

/**
 * A version of some file, as far as retention looks at it.
 *
 * @param created when it became the file's newest
 * @param named whether people gave it a name
 */
public record KeptVersion(Mark mark, Instant created, boolean named) {
    /** The position of a version among all of a space. */
    public record Mark(NodeId node, long sequence) {
        /** Before the first in the order of {@link Versions#behind}. */
        public static final Mark START = before(new NodeId(new UUID(-1, -1)));

        /** Before the newest version of a file. */
        public static Mark before(NodeId node) {
            return new Mark(node, Long.MAX_VALUE);
        }
    }
}
