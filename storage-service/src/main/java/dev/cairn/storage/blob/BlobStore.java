package dev.cairn.storage.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Immutable blobs under keys. What every implementation promises, and {@code BlobStoreContract} checks:
 *
 * <ul>
 *   <li><b>Put once.</b> A blob never changes. Putting an existing key succeeds and leaves the first bytes; whoever names
 *       blobs makes names that are used for one content only.
 *   <li><b>Atomic.</b> Part of a blob is never seen by {@link #open}, {@link #stat} or {@link #list}, also not after a crash.
 *   <li><b>Durable on return</b>, if {@link Capabilities#durable}: bytes and name survive a power cut.
 *   <li><b>Read after write.</b> A blob that was put is at once seen through the same store; one that was deleted is not.
 *   <li><b>Concurrent.</b> All methods may be called from any number of threads.
 *   <li><b>Plain failures.</b> Every failure is a {@link BlobException} whose reason says whether trying again can help; a
 *       store never tries again by itself. A failed put leaves nothing that is visible and takes no room for long.
 * </ul>
 */
public interface BlobStore extends AutoCloseable {
    /** Most keys in one {@link #list}. */
    int LIST_MAX = 10_000;

    /** What this store can do. */
    Capabilities capabilities();

    /** Stores a blob. {@link BlobException.Reason#FULL} when there is no room. */
    void put(BlobKey key, BlobContent content);

    /**
     * Opens {@code length} bytes from {@code offset}; the caller closes. {@link BlobException.Reason#NOT_FOUND}, or
     * {@link BlobException.Reason#OUT_OF_RANGE} unless all of them lie within the blob. The stream ends after them; it fails
     * with an {@link IOException} rather than end early. A blob deleted meanwhile may still be read to its end, or fail.
     */
    InputStream open(BlobKey key, long offset, long length);

    /** As {@link #open}, for a range that fits in memory, in as few reads as the store can. */
    default byte[] read(BlobKey key, long offset, int length) {
        try (var in = open(key, offset, length)) {
            var bytes = in.readNBytes(length);
            if (bytes.length != length) {
                throw new BlobException(BlobException.Reason.FAILED, "blob " + key + " ended early");
            }
            return bytes;
        } catch (IOException e) {
            throw new BlobException(BlobException.Reason.FAILED, "blob " + key + " could not be read", e);
        }
    }

    /** What is known of the blob; empty when there is none. Failing to look is a {@link BlobException}, never "empty". */
    Optional<BlobStat> stat(BlobKey key);

    /** Removes the blob; succeeds when there is none. */
    void delete(BlobKey key);

    /**
     * Up to {@code limit} (1 to {@link #LIST_MAX}) blobs whose written key begins with {@code prefix} and comes after
     * {@code after} ({@code ""}: from the first), in the order of their keys. May miss blobs put while it runs; never invents
     * or repeats one.
     */
    List<BlobStat> list(String prefix, String after, int limit);

    /** Bytes that puts may still take, as far as can be told; empty when that cannot be told. */
    OptionalLong freeBytes();

    /** Lets go of what the store holds; further calls fail. */
    @Override
    void close();
}
