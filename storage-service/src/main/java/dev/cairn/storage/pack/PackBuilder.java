package dev.cairn.storage.pack;

import dev.cairn.storage.blob.BlobContent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts records together to a pack: header, records, index, footer (docs/formats.md, "Pack"). Copies no record. */
public final class PackBuilder {
    /** What a pack of so many records has besides them: header, index, footer. */
    public static long bytesAround(int records) {
        return PackFormat.HEADER_BYTES + (long) records * PackEntry.ENTRY_BYTES + PackFormat.FOOTER_BYTES;
    }

    private final PackId id;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final List<PackEntry> entries = new ArrayList<>();
    private int length;

    /** Begins a pack. */
    public PackBuilder(PackId id, Instant created) {
        this.id = id;
        append(PackFormat.header(id, created));
    }

    /** Takes a record over. */
    public void add(PackRecord record) {
        entries.add(new PackEntry(record.header(), length));
        append(record.array());
    }

    /** Bytes so far; of the whole pack once it is sealed. */
    public int length() {
        return length;
    }

    /** Its name. */
    public PackId id() {
        return id;
    }

    /** Where the records are. */
    public List<PackEntry> entries() {
        return entries;
    }

    /** The whole pack; nothing may be added afterwards. */
    public BlobContent seal() {
        append(PackFormat.index(entries, length));
        return BlobContent.of(buffers);
    }

    private void append(byte[] bytes) {
        buffers.add(ByteBuffer.wrap(bytes));
        length = Math.addExact(length, bytes.length);
    }
}
