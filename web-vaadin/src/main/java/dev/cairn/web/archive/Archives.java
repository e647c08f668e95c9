package dev.cairn.web.archive;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Answers requests with archives; so many at a time. */
public final class Archives {
    /** At the same time, in this process. Each holds a piece of a file and the list of its entries. */
    private static final int AT_ONCE_MAX = 8;

    private final ContentReader reader;
    private final Semaphore permits = new Semaphore(AT_ONCE_MAX);

    Archives(ContentReader reader) {
        this.reader = reader;
    }

    /**
     * Sends everything in {@code nodes} as {@code name}.zip. What is wrong before the first byte is a problem: TOO_LARGE,
     * TOO_MANY_REQUESTS, or the shelf's; after that the reply ends short of the length it announced.
     */
    public void send(String name, Collection<? extends Node> nodes, Shelf shelf, HttpServletResponse response)
            throws IOException {
        if (!permits.tryAcquire()) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS, "Many archives are being sent; try again soon");
        }
        try {
            var archive = Archive.of(nodes, shelf);
            response.setContentType("application/zip");
            response.setContentLengthLong(archive.length());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(name + ".zip", java.nio.charset.StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            archive.writeTo(response.getOutputStream(), reader);
        } catch (ProblemException e) {
            if (!response.isCommitted()) {
                response.reset();
            }
            throw e;
        } finally {
            permits.release();
        }
    }
}
