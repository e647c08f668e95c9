package dev.cairn.contracts.storage;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a ticket grants. */
public sealed interface Ticket {
    /** When it ends. */
    Instant expires();

    /**
     * One content, as a download.
     *
     * @param fileName proposed to the browser
     * @param mediaType null: by the name
     */
    record ForContent(
            SpaceId space,
            ContentId content,
            long size,
            String fileName,
            @Nullable String mediaType,
            Instant expires) implements Ticket {}

    /** Every chunk and manifest of a space. */
    record ForSpace(SpaceId space, Instant expires) implements Ticket {}
}
