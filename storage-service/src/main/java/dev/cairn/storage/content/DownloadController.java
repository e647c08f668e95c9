package dev.cairn.storage.content;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.reply.ReplyBudget;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.storage.chunk.Contents;
import dev.cairn.storage.content.ByteRange.Asked;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET} and {@code HEAD /api/v1/content/{ticket}}: one content for whoever holds the ticket. It is always an attachment and
 * never runs as a page of this server, whatever somebody uploaded.
 */
@RestController
final class DownloadController {
    /** Bytes of a manifest's entry. */
    private static final int MEMORY_PER_CHUNK = 96;

    private final Tickets tickets;
    private final Contents contents;
    private final ReplyBudget budget;

    DownloadController(Tickets tickets, Contents contents, ReplyBudget budget) {
        this.tickets = tickets;
        this.contents = contents;
        this.budget = budget;
    }

    @RequestMapping(
            path = "/api/v1/content/{ticket}",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    void download(
            @PathVariable String ticket,
            HttpMethod method,
            @RequestHeader HttpHeaders headers,
            HttpServletResponse response)
            throws IOException {
        if (!(tickets.verify(ticket) instanceof Ticket.ForContent granted)) {
            throw new ProblemException(Problem.FORBIDDEN, "This ticket is not for one content");
        }
        var etag = etag(granted.content());
        response.setHeader(HttpHeaders.ETAG, etag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-transform");
        if (matches(headers.getFirst(HttpHeaders.IF_NONE_MATCH), etag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        var manifest = contents.manifest(granted.space(), granted.content());
        long size = manifest.size();
        var asked = asked(headers, etag, size, response);
        Runnable describe = () -> describe(granted, asked, size, response);
        var range = asked.within(size);
        if (method.equals(HttpMethod.HEAD) || range.length() == 0) {
            describe.run();
        } else {
            var out = new DownloadStream(response, describe);
            try (var reply =
                    budget.open((long) MEMORY_PER_CHUNK * manifest.chunks().size())) {
                contents.portions(
                        granted.space(),
                        manifest,
                        range.offset(),
                        range.length(),
                        portion -> reply.send(portion, null, out));
            }
        }
    }

    private static String etag(ContentId content) {
        return "\"" + content + "\"";
    }

    private static boolean matches(@Nullable String header, String etag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static Asked asked(HttpHeaders headers, String etag, long size, HttpServletResponse response) {
        var onlyIf = headers.getFirst(HttpHeaders.IF_RANGE);
        var header = onlyIf == null || onlyIf.equals(etag) ? headers.getFirst(HttpHeaders.RANGE) : null;
        var asked = ByteRange.parse(header, size);
        if (asked instanceof Asked.Outside) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            throw new ProblemException(Problem.RANGE_NOT_SATISFIABLE, "The content has " + size + " bytes");
        }
        return asked;
    }

    private static void describe(Ticket.ForContent granted, Asked asked, long size, HttpServletResponse response) {
        if (asked instanceof Asked.Part(var part)) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(size));
        }
        response.setContentLengthLong(asked.within(size).length());
        response.setHeader(HttpHeaders.CONTENT_TYPE, mediaType(granted).toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Attachment.disposition(granted.fileName()));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    private static MediaType mediaType(Ticket.ForContent granted) {
        var said = granted.mediaType();
        try {
            return said == null ? Attachment.mediaTypeOf(granted.fileName()) : MediaType.parseMediaType(said);
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
