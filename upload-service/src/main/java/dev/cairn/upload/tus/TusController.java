package dev.cairn.upload.tus;

import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.upload.session.Body;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * tus 1.0 (tus.io/protocols/resumable-upload) at {@code /api/v1/uploads}. Bodies are read as they come, never held whole. The
 * reply that completes an upload tells what it became: {@code Cairn-Space}, {@code Cairn-Node}, {@code Cairn-Version},
 * {@code Cairn-Content}.
 */
@RestController
@RequestMapping(TusController.PATH)
final class TusController {
    static final String PATH = "/api/v1/uploads";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final TusUploads uploads;

    TusController(TusUploads uploads) {
        this.uploads = uploads;
    }

    @RequestMapping(
            path = {"", "/{id}"},
            method = RequestMethod.OPTIONS)
    void options(HttpServletResponse response) {
        response.setHeader(TusHeaders.RESUMABLE, TusHeaders.VERSION);
        response.setHeader("Tus-Version", TusHeaders.VERSION);
        response.setHeader("Tus-Extension", TusHeaders.EXTENSIONS);
        response.setHeader("Tus-Checksum-Algorithm", TusHeaders.CHECKSUM_ALGORITHMS);
        response.setHeader("Tus-Max-Size", Long.toString(uploads.sizeMax()));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @PostMapping
    void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        TusHeaders.negotiate(request, response);
        var metadata = request.getHeader(TusHeaders.METADATA);
        var checksum = TusHeaders.checksum(request);
        var size = announcedSize(request);
        var upload = uploads.create(size, metadata == null ? "" : metadata);
        // Told before the bytes are read: a client whose bytes are refused can still go on with the upload.
        response.setHeader("Location", PATH + "/" + upload);
        var state = TusHeaders.hasBytes(request)
                ? uploads.receive(
                        upload, 0, new Body(request.getInputStream(), request.getContentLengthLong(), checksum))
                : uploads.find(upload);
        tell(response, state);
        response.setStatus(HttpServletResponse.SC_CREATED);
    }

    private static @Nullable Long announcedSize(HttpServletRequest request) {
        var size = TusHeaders.number(request, TusHeaders.LENGTH);
        var deferred = request.getHeader(TusHeaders.DEFER_LENGTH);
        if (deferred != null && !deferred.equals("1")) {
            throw ProblemException.invalid(TusHeaders.DEFER_LENGTH, "This header can only be 1");
        }
        if ((size == null) == (deferred == null)) {
            throw ProblemException.invalid(
                    TusHeaders.LENGTH, "Either " + TusHeaders.LENGTH + " or " + TusHeaders.DEFER_LENGTH + " is needed");
        }
        return size;
    }

    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    void head(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        TusHeaders.negotiate(request, response);
        head(TusHeaders.uploadId(id), response);
    }

    private void head(UploadId upload, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        var state = uploads.find(upload);
        var size = state.session().size();
        if (size == null) {
            response.setHeader(TusHeaders.DEFER_LENGTH, "1");
        } else {
            response.setHeader(TusHeaders.LENGTH, Long.toString(size));
        }
        if (!state.metadata().isEmpty()) {
            response.setHeader(TusHeaders.METADATA, state.metadata());
        }
        tell(response, state);
        response.setStatus(HttpServletResponse.SC_OK);
    }

    @PatchMapping("/{id}")
    void patch(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        TusHeaders.negotiate(request, response);
        patch(TusHeaders.uploadId(id), request, response);
    }

    private void patch(UploadId upload, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!TusHeaders.hasBytes(request)) {
            throw new ProblemException(
                    Problem.UNSUPPORTED_MEDIA_TYPE, "The content type must be " + TusHeaders.CONTENT_TYPE);
        }
        var offset = TusHeaders.number(request, TusHeaders.OFFSET);
        if (offset == null) {
            throw ProblemException.invalid(TusHeaders.OFFSET, "This header is required");
        }
        var checksum = TusHeaders.checksum(request);
        var size = TusHeaders.number(request, TusHeaders.LENGTH);
        if (size != null) {
            uploads.announceSize(upload, size);
        }
        var body = new Body(request.getInputStream(), request.getContentLengthLong(), checksum);
        tell(response, uploads.receive(upload, offset, body));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @DeleteMapping("/{id}")
    void terminate(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        TusHeaders.negotiate(request, response);
        uploads.terminate(TusHeaders.uploadId(id));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** For clients that can only GET and POST. */
    @PostMapping("/{id}")
    void overridden(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        TusHeaders.negotiate(request, response);
        var upload = TusHeaders.uploadId(id);
        switch (String.valueOf(request.getHeader("X-HTTP-Method-Override"))) {
            case "PATCH" -> patch(upload, request, response);
            case "HEAD" -> head(upload, response);
            case "DELETE" -> {
                uploads.terminate(upload);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> throw new ProblemException(Problem.METHOD_NOT_ALLOWED, "Bytes are sent by PATCH");
        }
    }

    private static void tell(HttpServletResponse response, TusUploads.State state) {
        var session = state.session();
        response.setHeader(TusHeaders.OFFSET, Long.toString(session.received()));
        response.setHeader(TusHeaders.EXPIRES, HTTP_DATE.format(session.expires()));
        var named = state.named();
        if (named != null) {
            response.setHeader("Cairn-Space", session.space().toString());
            response.setHeader("Cairn-Node", named.node().toString());
            response.setHeader("Cairn-Version", named.version().toString());
            session.stored()
                    .ifPresent(stored ->
                            response.setHeader("Cairn-Content", stored.content().toString()));
        }
    }
}
