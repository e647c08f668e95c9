package dev.cairn.storage.content;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/spaces/{space}/fetch}: manifests and chunks of a space as one streamed bundle, for a device with a space
 * ticket. A failure after the first bytes ends the reply without the bundle's end, so the device sees that it was cut off.
 */
@RestController
final class FetchController {
    private final Tickets tickets;
    private final Fetch fetch;

    FetchController(Tickets tickets, Fetch fetch) {
        this.tickets = tickets;
        this.fetch = fetch;
    }

    @PostMapping("/api/v1/spaces/{space}/fetch")
    void fetch(
            @PathVariable SpaceId space,
            @RequestHeader(name = FetchRequest.TICKET_HEADER, defaultValue = "") String ticket,
            @RequestBody FetchRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!(tickets.verify(ticket) instanceof Ticket.ForSpace granted)
                || !granted.space().equals(space)) {
            throw new ProblemException(Problem.FORBIDDEN, "This ticket is not for this space");
        }
        checkCount("contents", request.contents().size());
        checkCount("chunks", request.chunks().size());
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        fetch.write(space, request, response.getOutputStream());
    }

    private static void checkCount(String field, int count) {
        if (count > FetchRequest.ITEMS_MAX) {
            throw ProblemException.invalid(field, "At most " + FetchRequest.ITEMS_MAX + " at once, not " + count);
        }
    }
}
