package dev.cairn.storage.content;

import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.storage.chunk.Failures;
import dev.cairn.storage.chunk.Patches;
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
    private final Patches patches;

    FetchController(Tickets tickets, Fetch fetch, Patches patches) {
        this.tickets = tickets;
        this.fetch = fetch;
        this.patches = patches;
    }

    @PostMapping("/api/v1/spaces/{space}/fetch")
    void fetch(
            @PathVariable SpaceId space,
            @RequestHeader(name = FetchRequest.TICKET_HEADER, defaultValue = "") String ticket,
            @RequestBody FetchRequest request,
            HttpServletResponse response)
            throws IOException {
        check(space, ticket);
        checkCount("contents", request.contents().size());
        checkCount("chunks", request.chunks().size());
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        fetch.write(space, request, response.getOutputStream());
    }

    /**
     * {@code POST …/fetch/patches}: for pairs of a chunk that is wanted and one that the device has ({@link ChunkPair}) how to make the one
     * from the other ({@link PatchList}). What is left out must be fetched: the space lacks it, or too little is the same.
     */
    @PostMapping(
            path = "/api/v1/spaces/{space}/fetch/patches",
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] patches(
            @PathVariable SpaceId space,
            @RequestHeader(name = FetchRequest.TICKET_HEADER, defaultValue = "") String ticket,
            @RequestBody byte[] pairs) {
        check(space, ticket);
        try {
            var wanted = ChunkPair.decode(pairs);
            return PatchList.encode(Failures.told(() -> patches.make(space, wanted)));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("pairs", String.valueOf(e.getMessage()));
        }
    }

    private void check(SpaceId space, String ticket) {
        if (!(tickets.verify(ticket) instanceof Ticket.ForSpace granted)
                || !granted.space().equals(space)) {
            throw new ProblemException(Problem.FORBIDDEN, "This ticket is not for this space");
        }
    }

    private static void checkCount(String field, int count) {
        if (count > FetchRequest.ITEMS_MAX) {
            throw ProblemException.invalid(field, "At most " + FetchRequest.ITEMS_MAX + " at once, not " + count);
        }
    }
}
