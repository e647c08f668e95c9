package dev.cairn.metadata.version;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.metadata.node.NodeRow;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Signs rights to read. Asks for no role: whoever calls has. */
public final class Downloads {
    /** How long a ticket lives. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final int MEDIA_TYPE_LENGTH_MAX = 127;

    private final Tickets tickets;
    private final InstantSource clock;

    Downloads(Tickets tickets, InstantSource clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    /** The right to download these bytes under this name. */
    public Ticketed ticket(SpaceId space, NodeRow.Body body, String fileName) {
        var expires = clock.instant().plus(LIFE);
        var ticket = tickets.sign(
                new Ticket.ForContent(space, body.content(), body.size(), fileName, mediaType(body), expires));
        return new Ticketed(ticket, "/api/v1/content/" + ticket, expires);
    }

    private static @Nullable String mediaType(NodeRow.Body body) {
        var type = body.attributes().get("content-type");
        return type == null || type.length() > MEDIA_TYPE_LENGTH_MAX ? null : type;
    }
}
