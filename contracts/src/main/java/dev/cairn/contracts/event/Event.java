package dev.cairn.contracts.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.SpaceRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened in a space. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.NodesChanged.class, name = "nodes-changed"),
    @JsonSubTypes.Type(value = Event.AccessChanged.class, name = "access-changed"),
    @JsonSubTypes.Type(value = Event.LinkCreated.class, name = "link-created")
})
public sealed interface Event {
    /** Most changes an event carries itself; a larger commit is announced and fetched. */
    int CHANGES_MAX = 500;

    /** Most characters of an event's JSON (up to three bytes each); a commit whose event would be longer is announced and fetched. */
    int LENGTH_MAX = 2 << 20;

    /** The space it happened in. */
    SpaceId space();

    /**
     * A commit changed nodes.
     *
     * @param spaceName for people
     * @param before the space's sequence before the commit: the position a reader must be at for {@code changes} to be all it missed
     * @param after the space's sequence after the commit
     * @param cursor the {@link dev.cairn.contracts.metadata.Cursor} that stands for {@code after}; the one for {@code before} has the same epoch
     * @param changes the commit's changes in sequence order; empty when there are more than {@link #CHANGES_MAX}, or the
     *     event would be longer than {@link #LENGTH_MAX}
     * @param complete whether {@code changes} is all of the commit
     * @param notes what people are told, at most {@link #CHANGES_MAX}
     * @param device the device that committed, when it was one
     */
    record NodesChanged(
            SpaceId space,
            String spaceName,
            long before,
            long after,
            String cursor,
            List<Change> changes,
            boolean complete,
            List<Note> notes,
            AccountId actor,
            String actorName,
            @Nullable DeviceId device)
            implements Event {
        /** The same without its changes, which are fetched then. */
        public NodesChanged announced() {
            return new NodesChanged(
                    space, spaceName, before, after, cursor, List.of(), false, notes, actor, actorName, device);
        }
    }

    /**
     * Somebody was given access to a space, another role, or lost it.
     *
     * @param role the new role; null when access ended
     * @param before the role until then; null when there was none, and in events older than this field
     */
    record AccessChanged(
            SpaceId space,
            String spaceName,
            AccountId account,
            String accountName,
            @Nullable SpaceRole role,
            @Nullable SpaceRole before,
            AccountId actor,
            String actorName)
            implements Event {}

    /** A share link was created. The token is not in the event. */
    record LinkCreated(SpaceId space, String spaceName, NodeId node, String nodeName, AccountId actor, String actorName)
            implements Event {}

    /** What happened to one node, for the activity feed. */
    record Note(Action action, NodeId node, String path, boolean folder) {}

    /** The verb of a {@link Note}. */
    enum Action {
        CREATED,
        EDITED,
        RENAMED,
        MOVED,
        DELETED,
        RESTORED
    }
}
