package dev.cairn.contracts.storage;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import java.util.List;

/**
 * What a device wants of a space; the reply is a {@link dev.cairn.content.Bundle}.
 *
 * @param contents for each its manifest, followed by its chunks when the content has at most {@link #INLINE_BYTES_MAX}
 *     bytes; at most {@link #ITEMS_MAX}
 * @param chunks chunks of the space; at most {@link #ITEMS_MAX}. Those it does not have are left out
 */
public record FetchRequest(List<ContentId> contents, List<ChunkId> chunks) {
    /** Contents up to this size travel whole. */
    public static final int INLINE_BYTES_MAX = 1 << 20;

    /** Most items of each kind. */
    public static final int ITEMS_MAX = 4_096;

    /** The header that carries the space ticket. */
    public static final String TICKET_HEADER = "Cairn-Ticket";

    /** Copies the lists. */
    public FetchRequest {
        contents = List.copyOf(contents);
        chunks = List.copyOf(chunks);
    }
}
