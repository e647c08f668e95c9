package dev.cairn.contracts.upload;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** How devices upload: ask what is needed, send it, commit. Made for {@code Callers.current()}, who needs the EDITOR role. */
@HttpExchange("/api/v1/spaces/{space}")
public interface DeviceUploadApi {
    /** Which of these chunks (n × 32 bytes, at most 65,536) must be sent; the same form. */
    @PostExchange(
            url = "/chunks/missing",
            contentType = "application/octet-stream",
            accept = "application/octet-stream")
    byte[] missing(@PathVariable SpaceId space, @RequestBody byte[] ids);

    /** Stores a bundle of chunks, at most 16 MiB; durable when it returns. CHECKSUM_MISMATCH, TOO_LARGE, OVER_QUOTA. */
    @PostExchange(url = "/chunks", contentType = "application/octet-stream")
    void put(@PathVariable SpaceId space, @RequestBody byte[] bundle);

    /**
     * What one must know of chunks of the space (n × 32 bytes, at most 32) to send only how others differ from them: the sums of their
     * blocks ({@link dev.cairn.content.delta.SumsList}); without those that it lacks.
     */
    @PostExchange(url = "/chunks/sums", contentType = "application/octet-stream", accept = "application/octet-stream")
    byte[] sums(@PathVariable SpaceId space, @RequestBody byte[] ids);

    /**
     * Stores chunks that are made by patches ({@link dev.cairn.content.delta.PatchList}, at most 16 MiB) from chunks of the space; durable
     * when it returns. CHUNKS_MISSING when one of those is not there, CHECKSUM_MISMATCH, OVER_QUOTA.
     */
    @PostExchange(url = "/chunks/patches", contentType = "application/octet-stream")
    void patch(@PathVariable SpaceId space, @RequestBody byte[] patches);

    /**
     * Names contents. CHUNKS_MISSING (extension {@code missing}) when something must be sent first; then nothing is applied. Of several
     * operations each has its result; one alone that is refused is answered by its problem: see {@link CommitReply#orProblem}.
     */
    @PostExchange("/commit")
    CommitReply commit(@PathVariable SpaceId space, @RequestBody CommitRequest request);
}
