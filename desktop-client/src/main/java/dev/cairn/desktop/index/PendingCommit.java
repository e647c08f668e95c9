package dev.cairn.desktop.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * A batch of edits the server may or may not have applied already. It is in the journal before it is sent and stays until the
 * server has answered, so that after a crash it is sent again, with the same operation ids, and tells what became of it.
 *
 * @param manifests bundle of the contents the edits name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // the wire form of a bundle; never compared
public record PendingCommit(UUID id, byte[] manifests, List<Edit> edits) {
    /** Copies the list. */
    public PendingCommit {
        edits = List.copyOf(edits);
    }
}
