package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** How the upload service gives durable content a name. Service to service; made for {@code Callers.current()}, whose rights count. */
@HttpExchange("/internal/v1/metadata/spaces/{space}")
public interface CommitApi {
    /** Refuses early: FORBIDDEN without the EDITOR role, NOT_FOUND, OVER_QUOTA when {@code bytes} more would not fit. */
    @PostExchange("/check")
    void check(@PathVariable SpaceId space, @RequestParam long bytes);

    /** As {@link #check}, for bytes that have come whole and become one new file; for that the role UPLOADER is enough. */
    @PostExchange("/check-add")
    void checkAdd(@PathVariable SpaceId space, @RequestParam long bytes);

    /**
     * Applies all kinds of operations. The caller has pinned every content they name in storage; {@code pinned} is the epoch of the
     * {@link dev.cairn.contracts.storage.Pin}, 0 when none is named. EXPIRED (extension {@code fence}: an epoch) when a collection
     * has begun since: then nothing is applied, and the caller pins again. Needs the EDITOR role; one {@link Operation.PutPath} may also be an
     * UPLOADER's, from whom the service has got every byte of the content (a hash alone would tell whether it is there): it becomes a
     * file beside what is there.
     */
    @PostExchange("/commit")
    CommitReply commit(
            @PathVariable SpaceId space,
            @RequestParam(defaultValue = "0") long pinned,
            @RequestBody Operations operations);
}
