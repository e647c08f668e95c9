package dev.cairn.storage.pack;

import dev.cairn.storage.blob.BlobContent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts records together to a pack: header, records, index, footer (docs/formats.md, "Pack"). Copies no record. */
final class PackBuilder {
    private final PackId id;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final List<PackEntry> entries = new ArrayList<>();
    private int length;

    PackBuilder(PackId id, Instant created) {
        this.id = id;
        append(PackFormat.header(id, created));
    }

    void add(PackRecord record) {
        entries.add(new PackEntry(record.header(), length));
        append(record.array());
    }

    int length() {
        return length;
    }

    PackId id() {
        return id;
    }

    List<PackEntry> entries() {
        return entries;
    }

    /** The whole pack; nothing may be added afterwards. */
    BlobContent seal() {
        append(PackFormat.index(entries, length));
        return BlobContent.of(buffers);
    }

    private void append(byte[] bytes) {
        buffers.add(ByteBuffer.wrap(bytes));
        length = Math.addExact(length, bytes.length);
    }
}
