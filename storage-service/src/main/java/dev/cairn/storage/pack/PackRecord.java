package dev.cairn.storage.pack;

import dev.cairn.storage.crypto.Sealer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One record as it lies in a pack (docs/formats.md, "Pack"): the 64 bound bytes of its {@link RecordHeader}, nonce, CRC32C of
 * everything else in it, sealed bytes.
 */
public final class PackRecord {
    /** Bytes before the sealed ones. */
    public static final int HEADER_BYTES = RecordHeader.BOUND_BYTES + Sealer.NONCE_BYTES + Integer.BYTES;

    private static final int CRC_OFFSET = HEADER_BYTES - Integer.BYTES;

    private final RecordHeader header;
    private final byte[] bytes;

    private PackRecord(RecordHeader header, byte[] bytes) {
        this.header = header;
        this.bytes = bytes;
    }

    /** Most bytes that so many records have together, when {@code plainBytes} are sealed in all. */
    public static long bytesMax(int records, long plainBytes) {
        // Each record ends with a frame that is not full.
        long frames = records + plainBytes / Sealer.FRAME_BYTES;
        return plainBytes + (long) records * HEADER_BYTES + frames * Sealer.TAG_BYTES;
    }

    /** Writes the sealed bytes of a new record into its array. */
    @FunctionalInterface
    public interface Filler {
        /** Puts {@link RecordHeader#sealedLength} bytes into {@code to} at {@code offset}, bound to {@code bound}. */
        void fill(byte[] bound, byte[] to, int offset);
    }

    /** A new record. */
    public static PackRecord of(RecordHeader header, byte[] nonce, Filler filler) {
        var bytes = new byte[HEADER_BYTES + header.sealedLength()];
        var bound = header.bound();
        ByteBuffer.wrap(bytes).put(bound).put(nonce);
        filler.fill(bound, bytes, HEADER_BYTES);
        ByteBuffer.wrap(bytes).putInt(CRC_OFFSET, crc(bytes));
        return new PackRecord(header, bytes);
    }

    /** The record in exactly these bytes, which it takes over; {@link IllegalArgumentException} if it is none, or damaged. */
    static PackRecord read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalArgumentException("a record has at least " + HEADER_BYTES + " bytes");
        }
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt(CRC_OFFSET) != crc(bytes)) {
            throw new IllegalArgumentException("the record's checksum is wrong");
        }
        var header = RecordHeader.read(in);
        if (header.sealedLength() != bytes.length - HEADER_BYTES) {
            throw new IllegalArgumentException("the record's length is wrong");
        }
        return new PackRecord(header, bytes);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CRC_OFFSET);
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    /** What the record says of itself. */
    public RecordHeader header() {
        return header;
    }

    /** The seal's nonce. */
    public byte[] nonce() {
        return Arrays.copyOfRange(bytes, RecordHeader.BOUND_BYTES, CRC_OFFSET);
    }

    /** Its own array, not a copy: the sealed bytes begin at {@link #HEADER_BYTES}. */
    public byte[] array() {
        return bytes;
    }

    /** Bytes of the whole record. */
    public int length() {
        return bytes.length;
    }
}
