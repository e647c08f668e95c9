package dev.cairn.contracts.storage;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Chunks and contents in the dedup domain of a space. Service to service: the caller (upload, gateway) has authorised.
 * Bodies are those of {@link dev.cairn.content.Bundle} and lists of 32-byte ids.
 */
@HttpExchange("/internal/v1/storage/spaces/{space}")
public interface ChunkApi {
    /** Most ids in one request. */
    int IDS_MAX = 65_536;

    /** Which of these chunks (n × 32 bytes) the space lacks: the same form, order kept, without duplicates. */
    @PostExchange(
            url = "/chunks/missing",
            contentType = "application/octet-stream",
            accept = "application/octet-stream")
    byte[] missing(@PathVariable SpaceId space, @RequestBody byte[] ids);

    /** Stores the chunks of a bundle of at most 16 MiB. Durable when it returns. CHECKSUM_MISMATCH when a chunk is not what its id says. */
    @PostExchange(url = "/chunks", contentType = "application/octet-stream")
    void put(@PathVariable SpaceId space, @RequestBody byte[] bundle);

    /**
     * As {@link #put}, of uncompressed chunks that the caller, a service of this installation, has cut and hashed itself: they are
     * not hashed again. Never for bytes that came with their ids from outside. CHECKSUM_MISMATCH when the bundle is not the one
     * whose CRC-32C that is.
     */
    @PostExchange(url = "/chunks/cut", contentType = "application/octet-stream")
    void putCut(@PathVariable SpaceId space, @RequestParam int crc32c, @RequestBody byte[] bundle);

    /**
     * Sums of the blocks ({@link dev.cairn.content.delta.SumsList}) of those of these chunks (n × 32 bytes, at most {@link
     * dev.cairn.content.delta.SumsList#CHUNKS_MAX}) that the space has, so that whoever has one much like it can make a patch.
     */
    @PostExchange(url = "/chunks/sums", contentType = "application/octet-stream", accept = "application/octet-stream")
    byte[] sums(@PathVariable SpaceId space, @RequestBody byte[] ids);

    /**
     * Stores the chunks that patches ({@link dev.cairn.content.delta.PatchList}) make from chunks of the space. Durable when it returns.
     * CHUNKS_MISSING when it lacks one of these, CHECKSUM_MISMATCH when what comes out is not what its id says; chunks before that
     * one are stored.
     */
    @PostExchange(url = "/chunks/patches", contentType = "application/octet-stream")
    void patch(@PathVariable SpaceId space, @RequestBody byte[] patches);

    /**
     * Stores the manifests of a bundle, and pins them with all their chunks; durable when it returns. CHUNKS_MISSING (extension
     * {@code missing}: ids, at most 1,000) when the space lacks a chunk; then none is stored.
     */
    @PostExchange(url = "/contents", contentType = "application/octet-stream")
    Pin putManifests(@PathVariable SpaceId space, @RequestBody byte[] bundle);

    /**
     * Pins contents (n × 32 bytes) that the space should have, with all their chunks. CHUNKS_MISSING (extension {@code contents}:
     * ids, or {@code missing} as above) when it lacks one. TOO_LARGE when their manifests have more than {@link #PIN_BYTES_MAX}
     * together.
     */
    @PostExchange(url = "/contents/pin", contentType = "application/octet-stream")
    Pin pin(@PathVariable SpaceId space, @RequestBody byte[] contents);

    /** Most bytes of encoded manifests that one {@link #pin} reads: the largest manifest and as much again. */
    int PIN_BYTES_MAX = 72 << 20;

    /**
     * The space's epoch of collection, raised to {@code atLeast} if it is lower (ADR 0140). Bytes stored or found from now on are
     * pinned at this epoch or a later one.
     */
    @PostExchange("/epoch")
    long epoch(@PathVariable SpaceId space, @RequestParam(defaultValue = "0") long atLeast);

    /** The manifest of a content, encoded; NOT_FOUND. */
    @GetExchange(url = "/contents/{content}/manifest", accept = "application/octet-stream")
    byte[] manifest(@PathVariable SpaceId space, @PathVariable ContentId content);

    /**
     * Bytes of a content from {@code offset}: {@code length} of them, at most {@link #READ_MAX}, fewer only at the end.
     * Verified against tampering. RANGE_NOT_SATISFIABLE when {@code offset} lies beyond the end.
     */
    @GetExchange(url = "/contents/{content}/bytes", accept = "application/octet-stream")
    byte[] read(
            @PathVariable SpaceId space,
            @PathVariable ContentId content,
            @RequestParam long offset,
            @RequestParam int length);

    /** Most bytes in one {@link #read}. */
    int READ_MAX = 8 << 20;
}
