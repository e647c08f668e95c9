package dev.cairn.contracts.sync;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.contracts.id.SpaceId;
import org.jspecify.annotations.Nullable;

/** What a device says on the WebSocket. At most 64 KiB each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClientMessage.Subscribe.class, name = "subscribe"),
    @JsonSubTypes.Type(value = ClientMessage.Unsubscribe.class, name = "unsubscribe")
})
public sealed interface ClientMessage {
    /** Follow a space from a cursor (null: from now on, whatever now is). */
    record Subscribe(SpaceId space, @Nullable String cursor) implements ClientMessage {}

    /** Stop following. */
    record Unsubscribe(SpaceId space) implements ClientMessage {}
}
