package dev.cairn.contracts.sync;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.problem.Problem;

/** What the server says on the WebSocket. Cursors are those of {@link DeltaApi}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Subscribed.class, name = "subscribed"),
    @JsonSubTypes.Type(value = ServerMessage.Pushed.class, name = "delta"),
    @JsonSubTypes.Type(value = ServerMessage.Behind.class, name = "behind"),
    @JsonSubTypes.Type(value = ServerMessage.Ended.class, name = "ended")
})
public sealed interface ServerMessage {
    /** Following begins; {@code cursor} is where pushes start. */
    record Subscribed(SpaceId space, String cursor) implements ServerMessage {}

    /**
     * Changes.
     *
     * @param from the cursor the device must be at for {@code delta} to be all it missed; at any other, pull
     */
    record Pushed(String from, Delta delta) implements ServerMessage {}

    /** Something changed that is not told here (too much, too far behind, or a reset): pull. */
    record Behind(SpaceId space) implements ServerMessage {}

    /** Following ended: access was lost, or a problem. */
    record Ended(SpaceId space, Problem problem, String detail) implements ServerMessage {}
}
