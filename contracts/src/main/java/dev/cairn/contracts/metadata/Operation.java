package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.VersionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One edit. Applied at most once per id: a repetition gets the first result. Ids of new nodes are made by the client
 * (random, see {@link dev.cairn.contracts.id.Ids}), so later operations of the same batch can name them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Operation.CreateFolder.class, name = "create-folder"),
    @JsonSubTypes.Type(value = Operation.PutFile.class, name = "put-file"),
    @JsonSubTypes.Type(value = Operation.PutPath.class, name = "put-path"),
    @JsonSubTypes.Type(value = Operation.Touch.class, name = "touch"),
    @JsonSubTypes.Type(value = Operation.Move.class, name = "move"),
    @JsonSubTypes.Type(value = Operation.Delete.class, name = "delete"),
    @JsonSubTypes.Type(value = Operation.NoteConflict.class, name = "note-conflict")
})
public sealed interface Operation {
    /** The client's number for this edit, unique in the space. */
    OperationId id();

    /** Whether it gives bytes a name; such operations go through the upload service only. */
    default boolean namesContent() {
        return this instanceof PutFile || this instanceof PutPath;
    }

    /** Makes a folder. {@code NAME_TAKEN} carries the present node; an existing folder of that name with the same id is success. */
    record CreateFolder(OperationId id, NodeId node, NodeId parent, String name, Instant modified)
            implements Operation {}

    /**
     * Makes a file ({@code base} null: {@code NAME_TAKEN} if the name exists) or a new version of one ({@code base} is the
     * version it edits: {@code STALE_BASE} if that is no longer the newest). Content equal to the newest version is success
     * without a new version. {@code parent} and {@code name} count only for a new file.
     *
     * @param attributes replace the file's; null: a new version has none, equal content keeps those it has
     */
    record PutFile(
            OperationId id,
            NodeId node,
            NodeId parent,
            String name,
            @Nullable VersionId base,
            ContentId content,
            long size,
            Instant modified,
            boolean executable,
            @Nullable Map<String, String> attributes)
            implements Operation {}

    /**
     * Puts a file at a path, making missing folders, and over whatever file is there (last writer wins; the old content
     * stays as a version). {@code CONFLICT} when a folder is there or a file is in the way. Content equal to the newest
     * version makes no new version.
     *
     * @param attributes as in {@link PutFile}
     */
    record PutPath(
            OperationId id,
            String path,
            ContentId content,
            long size,
            Instant modified,
            boolean executable,
            @Nullable Map<String, String> attributes)
            implements Operation {}

    /** Changes modification time and executable bit of a file or the time of a folder; no new version. */
    record Touch(OperationId id, NodeId node, Instant modified, boolean executable) implements Operation {}

    /** Renames, moves, or both. {@code NAME_TAKEN}, {@code WOULD_CYCLE}. */
    record Move(OperationId id, NodeId node, NodeId parent, String name) implements Operation {}

    /**
     * Moves a node (a folder with everything in it) to the trash.
     *
     * @param base for a file: the version the caller knows, {@code STALE_BASE} when there is a newer one (edit beats delete);
     *     null deletes whatever is there. For a folder it is null
     * @param asOf for a folder: the caller's cursor; {@code STALE_BASE} when something below changed later. Null deletes
     *     whatever is there
     */
    record Delete(
            OperationId id,
            NodeId node,
            @Nullable VersionId base,
            @Nullable String asOf) implements Operation {}

    /**
     * Says that a node is a conflict copy of another: they are listed as a {@link Conflict} until somebody settles it. The copy counts
     * as changed. {@code NOT_FOUND} when one of them is gone, {@code CONFLICT} when they are the same.
     *
     * @param node the copy
     * @param original what has the name
     * @param base the version of {@code original} the copy began with; null: none that is known
     * @param device people's name of the device, 1 to 255 bytes of UTF-8
     * @param made when the copy was made
     */
    record NoteConflict(
            OperationId id,
            NodeId node,
            NodeId original,
            @Nullable VersionId base,
            String device,
            Instant made) implements Operation {}
}
