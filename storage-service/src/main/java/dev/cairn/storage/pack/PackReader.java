package dev.cairn.storage.pack;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records, and the list of records, from packs. */
public final class PackReader {
    private static final Logger LOG = LoggerFactory.getLogger(PackReader.class);

    private final BlobStore blobs;

    public PackReader(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The record, by one read; {@link DamagedException} if it is not there or not whole. */
    public PackRecord record(Location location) {
        try {
            return PackRecord.read(blobs.read(location.pack().blobKey(), location.offset(), location.length()));
        } catch (IllegalArgumentException e) {
            throw new DamagedException("damaged: " + location, e);
        } catch (BlobException e) {
            throw permanent(e, "missing: " + location);
        }
    }

    /**
     * All records of a pack, from its index; if that is damaged, from the records themselves, as far as they are whole.
     * {@link DamagedException} if the blob is no pack at all.
     */
    public List<PackEntry> entries(BlobStat blob) {
        var pack = PackId.of(blob.key());
        try {
            PackFormat.checkHeader(blobs.read(blob.key(), 0, PackFormat.HEADER_BYTES), pack);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("pack " + pack + " has no readable header", e);
        } catch (BlobException e) {
            throw permanent(e, "pack " + pack + " has no readable header");
        }
        try {
            return fromIndex(blob);
        } catch (IllegalArgumentException e) {
            LOG.warn("the index of pack {} is damaged ({}); reading its records instead", pack, e.getMessage());
            return fromRecords(blob);
        }
    }

    /** A device that may answer later says nothing of the bytes. */
    private static RuntimeException permanent(BlobException e, String message) {
        return e.reason().retryable() ? e : new DamagedException(message, e);
    }

    private List<PackEntry> fromIndex(BlobStat blob) {
        if (blob.length() < PackFormat.HEADER_BYTES + PackFormat.FOOTER_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        var footer = blobs.read(blob.key(), blob.length() - PackFormat.FOOTER_BYTES, PackFormat.FOOTER_BYTES);
        int offset = PackFormat.indexOffset(footer, blob.length());
        return PackFormat.readIndex(blobs.read(blob.key(), offset, Math.toIntExact(blob.length() - offset)));
    }

    private List<PackEntry> fromRecords(BlobStat blob) {
        var entries = new ArrayList<PackEntry>();
        int offset = PackFormat.HEADER_BYTES;
        try {
            while (offset + PackRecord.HEADER_BYTES <= blob.length()) {
                var entry = new PackEntry(header(blob, offset), offset);
                if (entry.recordLength() > blob.length() - offset) {
                    throw new IllegalArgumentException("a record longer than the pack");
                }
                PackRecord.read(blobs.read(blob.key(), offset, entry.recordLength()));
                entries.add(entry);
                offset += entry.recordLength();
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("the records of {} can be read up to byte {} of {}", blob.key(), offset, blob.length());
        }
        return entries;
    }

    private RecordHeader header(BlobStat blob, int offset) {
        return RecordHeader.read(ByteBuffer.wrap(blobs.read(blob.key(), offset, RecordHeader.BOUND_BYTES)));
    }
}
