package dev.cairn.web.transfer;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Space;

/**
 * Where picked and dropped files go.
 *
 * @param label for people
 * @param writable whether the person may upload there
 * @param seen whether the person may know what is there: only then somebody can be asked about names that are taken
 */
public record UploadTarget(SpaceId space, NodeId folder, String label, boolean writable, boolean seen) {
    /** A folder the person looks at. */
    public static UploadTarget folder(Space space, NodeId folder, String label, boolean writable) {
        return new UploadTarget(space.id(), folder, label, writable, true);
    }

    /** A space the person may only add to. */
    public static UploadTarget unseen(Space space, String label) {
        return new UploadTarget(space.id(), space.root(), label, true, false);
    }
}
