package dev.cairn.storage.content;

import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.reply.Portion;
import dev.cairn.contracts.reply.ReplyBudget;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.storage.chunk.Failures;
import dev.cairn.storage.chunk.Patches;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
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
    private final ReplyBudget budget;

    FetchController(Tickets tickets, Fetch fetch, Patches patches, ReplyBudget budget) {
        this.tickets = tickets;
        this.fetch = fetch;
        this.patches = patches;
        this.budget = budget;
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
    @PostMapping(path = "/api/v1/spaces/{space}/fetch/patches", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    void patches(
            @PathVariable SpaceId space,
            @RequestHeader(name = FetchRequest.TICKET_HEADER, defaultValue = "") String ticket,
            @RequestBody byte[] pairs,
            HttpServletResponse response)
            throws IOException {
        check(space, ticket);
        try (var reply = budget.open(0)) {
            var source = new MadePatches(space, ChunkPair.decode(pairs));
            reply.prepare(source);
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            reply.send(source, null, response.getOutputStream());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("pairs", String.valueOf(e.getMessage()));
        }
    }

    /** Made again if the reader is so slow that others need the memory. */
    private final class MadePatches implements Portion.Source {
        private final SpaceId space;
        private final List<ChunkPair> wanted;

        MadePatches(SpaceId space, List<ChunkPair> wanted) {
            this.space = space;
            this.wanted = wanted;
        }

        @Override
        public int bytesMax() {
            // The patches, and their list.
            return 2 * Patches.REPLY_BYTES_MAX;
        }

        @Override
        public Portion read() {
            var list = PatchList.encode(Failures.told(() -> patches.make(space, wanted)));
            return new Portion(list, 0, list.length);
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
