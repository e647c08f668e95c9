package dev.cairn.storage.pack;

import java.nio.ByteBuffer;

/**
 * Where a record lies in its pack.
 *
 * @param header the record's
 * @param offset of its first byte in the pack
 */
public record PackEntry(RecordHeader header, int offset) {
    static final int ENTRY_BYTES = RecordHeader.BOUND_BYTES + Integer.BYTES;

    /** Bytes of the whole record. */
    public int recordLength() {
        return PackRecord.HEADER_BYTES + header.sealedLength();
    }

    void write(ByteBuffer out) {
        out.put(header.bound()).putInt(offset);
    }

    static PackEntry read(ByteBuffer in) {
        return new PackEntry(RecordHeader.read(in), in.getInt());
    }
}
