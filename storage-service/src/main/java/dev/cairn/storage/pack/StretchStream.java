package dev.cairn.storage.pack;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.pack.PackReader.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a pack, read from front to back: what follows what was read before comes out of one stream, which disk and network read
 * ahead of. Not thread-safe.
 */
public final class StretchStream implements AutoCloseable {
    private final BlobStore blobs;
    private final PackId pack;
    private @Nullable InputStream in;
    private long position;
    private long end;

    StretchStream(BlobStore blobs, PackId pack) {
        this.blobs = blobs;
        this.pack = pack;
    }

    /**
     * Records that lie one behind the other.
     *
     * @throws BlobException when they cannot be read, or the pack ends before them; the next call begins anew where it should
     */
    public Stretch read(List<PackEntry> entries) {
        int from = entries.getFirst().offset();
        int length = entries.getLast().offset() + entries.getLast().recordLength() - from;
        try {
            var stream = at(from);
            // Before there is room made for it: a damaged index may say anything.
            if (length > end - from) {
                throw new BlobException(Reason.OUT_OF_RANGE, "pack " + pack + " ends before its last record");
            }
            var bytes = new byte[length];
            if (stream.readNBytes(bytes, 0, length) < length) {
                throw new BlobException(Reason.FAILED, "pack " + pack + " ended early");
            }
            position += length;
            return new Stretch(pack, from, bytes);
        } catch (IOException e) {
            close();
            throw new BlobException(Reason.FAILED, "pack " + pack + " could not be read", e);
        } catch (BlobException e) {
            close();
            throw e;
        }
    }

    private InputStream at(int offset) throws IOException {
        var open = in;
        if (open != null && offset == position) {
            return open;
        }
        close();
        var key = pack.blobKey();
        end = blobs.stat(key)
                .map(BlobStat::length)
                .orElseThrow(() -> new BlobException(Reason.NOT_FOUND, "pack " + pack + " is not there"));
        open = blobs.open(key, offset, Math.max(0, end - offset));
        in = open;
        position = offset;
        return open;
    }

    /** Lets go of the stream; what fails then does not matter to what was read. */
    @Override
    public void close() {
        try (var _ = in) {
            in = null;
        } catch (IOException _) {
            // All that was wanted of it was read.
        }
    }
}
