package dev.cairn.web.archive;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import java.io.IOException;
import java.io.OutputStream;

/** Reads the bytes that a ticket grants, in pieces of {@value #PIECE_BYTES} bytes. */
final class ContentReader {
    private static final int PIECE_BYTES = 4 << 20;

    private final ChunkApi chunks;
    private final Tickets tickets;

    ContentReader(ChunkApi chunks, Tickets tickets) {
        this.chunks = chunks;
        this.tickets = tickets;
    }

    /** Copies the file as it was when it was listed; STALE_BASE when it is another by now. */
    void copy(Ticketed right, Node.File listed, OutputStream to) throws IOException {
        if (!(tickets.verify(right.ticket()) instanceof Ticket.ForContent granted)) {
            throw new ProblemException(Problem.INTERNAL, "A file's ticket is for its content");
        }
        if (!granted.content().equals(listed.content())) {
            throw new ProblemException(Problem.STALE_BASE, "“" + listed.name() + "” was changed in the meantime");
        }
        for (long at = 0; at < granted.size(); ) {
            int piece = (int) Math.min(PIECE_BYTES, granted.size() - at);
            var bytes = chunks.read(granted.space(), granted.content(), at, piece);
            to.write(bytes);
            at += bytes.length;
        }
    }
}
