package dev.cairn.upload.tus;

import dev.cairn.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an upload is to become.
 *
 * @param place where
 * @param modified the file's modification time
 * @param conflict what to do when the name is taken
 * @param mediaType as the client said; null when it did not
 */
record Target(
        Place place,
        Instant modified,
        Conflict conflict,
        @Nullable String mediaType) {
    /** Where the file will be. */
    sealed interface Place {
        /** At a path of the space; missing folders are made. */
        record AtPath(String path) implements Place {}

        /** In a folder. */
        record InFolder(NodeId parent, String name) implements Place {}
    }

    /** When a file of that name exists. */
    enum Conflict {
        /** The upload becomes its newest version. */
        VERSION,
        /** The upload gets another name. */
        RENAME
    }
}
