package dev.cairn.storage.pack;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
     * Some bytes of a pack that hold several records.
     *
     * @param offset of the first byte in the pack
     */
    @SuppressWarnings("ArrayRecordComponent") // to be read, never compared
    public record Stretch(PackId pack, int offset, byte[] bytes) {
        /** A record that lies in it; {@link DamagedException} if it is not whole. */
        public PackRecord record(PackEntry entry) {
            int from = entry.offset() - offset;
            try {
                return PackRecord.read(Arrays.copyOfRange(bytes, from, from + entry.recordLength()));
            } catch (IllegalArgumentException e) {
                throw new DamagedException("damaged: " + new Location(pack, entry.offset(), entry.recordLength()), e);
            }
        }
    }

    /** Reads a pack from front to back; the caller closes. */
    public StretchStream stretches(PackId pack) {
        return new StretchStream(blobs, pack);
    }

    /**
     * What stands in a pack.
     *
     * @param entries of all records, in the order they lie in
     * @param damage what is wrong with its header or its index; null: nothing
     */
    public record Scan(List<PackEntry> entries, @Nullable String damage) {}

    /**
     * All records of a pack, from its index; if that is damaged, from the records themselves, as far as they are whole.
     * {@link DamagedException} if the blob is no pack at all.
     */
    public Scan scan(BlobStat blob) {
        var header = headerDamage(blob);
        try {
            return new Scan(fromIndex(blob), header);
        } catch (IllegalArgumentException e) {
            var entries = fromRecords(blob);
            if (entries.isEmpty() && header != null) {
                throw new DamagedException(blob.key() + " is no pack, or nothing of it can be read", e);
            }
            LOG.warn("the index of {} is damaged ({}); its records were read instead", blob.key(), e.getMessage());
            return new Scan(entries, header == null ? "its index is damaged: " + e.getMessage() : header);
        }
    }

    private @Nullable String headerDamage(BlobStat blob) {
        try {
            PackFormat.checkHeader(blobs.read(blob.key(), 0, PackFormat.HEADER_BYTES), PackId.of(blob.key()));
            return null;
        } catch (IllegalArgumentException e) {
            return "its header is damaged: " + e.getMessage();
        } catch (BlobException e) {
            throw permanent(e, blob.key() + " has no readable header");
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
