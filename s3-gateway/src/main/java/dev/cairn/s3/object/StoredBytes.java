package dev.cairn.s3.object;

import dev.cairn.content.ContentId;

/**
 * Content whose bytes are durable in a space and that has no name there yet.
 *
 * @param manifests a bundle that must go with the commit that names it; empty when the content is known already
 */
@SuppressWarnings("ArrayRecordComponent") // a message to be passed on, never compared
public record StoredBytes(ContentId content, long size, byte[] manifests) {
    /** A content the space knows. */
    public static StoredBytes known(ContentId content, long size) {
        return new StoredBytes(content, size, new byte[0]);
    }
}
