package dev.cairn.contracts.upload;

import dev.cairn.contracts.metadata.Operation;
import java.util.List;

/**
 * Contents and the operations that name them.
 *
 * @param manifests a {@link dev.cairn.content.Bundle} of manifests (base64 in JSON), for contents the server may not know yet; at most 16 MiB
 * @param operations as in {@link dev.cairn.contracts.metadata.Operations}
 */
@SuppressWarnings("ArrayRecordComponent") // the wire form of a bundle; never compared
public record CommitRequest(byte[] manifests, List<Operation> operations) {
    /** Copies the list. Absent manifests are none. */
    public CommitRequest {
        manifests = manifests == null ? new byte[0] : manifests;
        operations = List.copyOf(operations);
    }
}
