package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * An upload in pieces, for programs in other services (web app, S3 gateway); tus is the same thing in public. A session
 * belongs to its maker. What was acknowledged survives a restart.
 */
@HttpExchange("/internal/v1/upload/sessions")
public interface SessionApi {
    /** Most bytes in one {@link #append}. */
    int APPEND_MAX = 8 << 20;

    /** A small content in one call: at most {@link #APPEND_MAX} bytes, durable when it returns. No session is made. Rights and quota are checked. */
    @PostExchange(url = "/whole/{space}", contentType = "application/octet-stream")
    StoredContent store(@PathVariable SpaceId space, @RequestBody byte[] bytes);

    /** Begins. Rights and quota are checked now. {@code size} null: not known yet. */
    @PostExchange
    Session create(@RequestBody NewSession session);

    /** Adds bytes at {@code offset}, which is the session's ({@code WRONG_OFFSET} else); durable when it returns. */
    @PostExchange(url = "/{upload}/bytes", contentType = "application/octet-stream")
    Session append(@PathVariable UploadId upload, @RequestParam long offset, @RequestBody byte[] bytes);

    /** Where it stands. */
    @GetExchange("/{upload}")
    Session session(@PathVariable UploadId upload);

    /** Ends the bytes; the content is durable when it returns. Calling it again gives the same content. */
    @PostExchange("/{upload}/finish")
    StoredContent finish(@PathVariable UploadId upload);

    /** Forgets it. */
    @DeleteExchange("/{upload}")
    void abort(@PathVariable UploadId upload);

    /** Most days of a {@link #hold}. */
    int HOLD_DAYS_MAX = 31;

    /**
     * Begins a session that takes no bytes: until it is aborted or its days are over, what is stored or pinned in the space from
     * now on is not collected, named or not. For who keeps contents by id that have no name yet.
     */
    @PostExchange("/holds/{space}")
    UploadId hold(@PathVariable SpaceId space, @RequestParam int days);

    /** One content of several, in order; no bytes move. The caller needs the EDITOR role in the space. */
    @PostExchange("/concatenation")
    StoredContent concatenate(@RequestBody Concatenation parts);
}
