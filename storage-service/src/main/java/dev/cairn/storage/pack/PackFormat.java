package dev.cairn.storage.pack;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The parts of a pack around its records (docs/formats.md, "Pack"). */
final class PackFormat {
    static final int HEADER_BYTES = 4 + 16 + 8 + 4;
    static final int FOOTER_BYTES = 4 + 4 + 4 + 4;

    private static final int HEADER_MARKER_V1 = 0x43504B31;
    private static final int FOOTER_MARKER_V1 = 0x43505831;

    private PackFormat() {}

    static byte[] header(PackId id, Instant created) {
        var out = ByteBuffer.allocate(HEADER_BYTES).putInt(HEADER_MARKER_V1);
        out.putLong(id.value().getMostSignificantBits()).putLong(id.value().getLeastSignificantBits());
        out.putLong(created.toEpochMilli());
        return out.putInt(crc(out.array(), HEADER_BYTES - Integer.BYTES)).array();
    }

    static void checkHeader(byte[] bytes, PackId id) {
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt() != HEADER_MARKER_V1
                || in.getInt(HEADER_BYTES - Integer.BYTES) != crc(bytes, HEADER_BYTES - Integer.BYTES)) {
            throw new IllegalArgumentException("not the header of a pack");
        }
        if (in.getLong() != id.value().getMostSignificantBits()
                || in.getLong() != id.value().getLeastSignificantBits()) {
            throw new IllegalArgumentException("the header of another pack");
        }
    }

    /** Entries, then the footer: offset of the entries, their count, CRC32C of the entries and these two, marker. */
    static byte[] index(List<PackEntry> entries, int offset) {
        var out = ByteBuffer.allocate(entries.size() * PackEntry.ENTRY_BYTES + FOOTER_BYTES);
        for (var entry : entries) {
            entry.write(out);
        }
        out.putInt(offset).putInt(entries.size());
        return out.putInt(crc(out.array(), out.position()))
                .putInt(FOOTER_MARKER_V1)
                .array();
    }

    /** Where the index of a pack of this length begins, from its last {@link #FOOTER_BYTES} bytes. */
    static int indexOffset(byte[] footer, long packLength) {
        var in = ByteBuffer.wrap(footer);
        int offset = in.getInt();
        int count = in.getInt();
        boolean fits = offset >= HEADER_BYTES
                && count >= 0
                && offset + (long) count * PackEntry.ENTRY_BYTES + FOOTER_BYTES == packLength;
        if (in.getInt(FOOTER_BYTES - Integer.BYTES) != FOOTER_MARKER_V1 || !fits) {
            throw new IllegalArgumentException("not the footer of a pack of " + packLength + " bytes");
        }
        return offset;
    }

    /** The entries in the bytes from the index offset to the end of the pack. */
    static List<PackEntry> readIndex(byte[] bytes) {
        int crcOffset = bytes.length - FOOTER_BYTES + 2 * Integer.BYTES;
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt(crcOffset) != crc(bytes, crcOffset)) {
            throw new IllegalArgumentException("the checksum of the pack's index is wrong");
        }
        int count = (bytes.length - FOOTER_BYTES) / PackEntry.ENTRY_BYTES;
        var entries = new ArrayList<PackEntry>(count);
        for (int i = 0; i < count; i++) {
            entries.add(PackEntry.read(in));
        }
        return entries;
    }

    private static int crc(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
