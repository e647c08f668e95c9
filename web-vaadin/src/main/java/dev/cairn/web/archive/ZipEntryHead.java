package dev.cairn.web.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/** What a zip archive tells of an entry: before it, after it, and in the directory at the end. */
final class ZipEntryHead {
    static final int VERSION_ZIP64 = 45;
    static final int UNIX = 3 << 8;

    /** From here on a number needs zip64. */
    static final long OLD_MAX = 0xFFFF_FFFFL;

    private static final int VERSION = 20;
    private static final int UTF_8 = 1 << 11;
    private static final int SIZES_FOLLOW = 1 << 3;
    private static final int DEFLATED = 8;
    private static final int FILE_MODE = 0100644;
    private static final int FOLDER_MODE = 0040755;
    private static final int FOLDER_ATTRIBUTE = 0x10;
    private static final int YEAR_MIN = 1980;
    private static final int YEAR_MAX = 2107;
    private static final int ZIP64 = 1;
    private static final int TIMES = 0x5455;

    private final byte[] name;
    private final Instant modified;
    private final boolean file;
    private final long size;
    private final long packed;
    private final long offset;

    private ZipEntryHead(String path, Instant modified, boolean file, long size, long packed, long offset) {
        this.name = path.getBytes(StandardCharsets.UTF_8);
        this.modified = modified;
        this.file = file;
        this.size = size;
        this.packed = packed;
        this.offset = offset;
    }

    /**
     * A file.
     *
     * @param packed bytes that {@code size} become
     * @param offset where in the archive its head lies
     */
    static ZipEntryHead file(String path, Instant modified, long size, long packed, long offset) {
        return new ZipEntryHead(path, modified, true, size, packed, offset);
    }

    /** A folder; {@code path} without a slash at its end. */
    static ZipEntryHead folder(String path, Instant modified, long offset) {
        return new ZipEntryHead(path + "/", modified, false, 0, 0, offset);
    }

    private boolean large() {
        return packed >= OLD_MAX;
    }

    /** Before the bytes. */
    byte[] local() {
        var extra = new LittleEndian().bytes(exactTime());
        if (large()) {
            extra.u16(ZIP64).u16(16).u64(0).u64(0);
        }
        long unknown = large() ? OLD_MAX : 0;
        return common(new LittleEndian().u32(0x04034b50), large())
                .u32(0)
                .u32(unknown)
                .u32(unknown)
                .u16(name.length)
                .u16(extra.toBytes().length)
                .bytes(name)
                .bytes(extra.toBytes())
                .toBytes();
    }

    /** After the bytes of a file. */
    byte[] descriptor(long checksum) {
        var head = new LittleEndian().u32(0x08074b50).u32(checksum);
        return (large() ? head.u64(packed).u64(size) : head.u32(packed).u32(size)).toBytes();
    }

    /** In the directory. */
    byte[] central(long checksum) {
        boolean far = offset >= OLD_MAX;
        var zip64 = new LittleEndian();
        if (large()) {
            zip64.u64(size).u64(packed);
        }
        if (far) {
            zip64.u64(offset);
        }
        var extra = new LittleEndian().bytes(exactTime());
        if (large() || far) {
            extra.u16(ZIP64).u16(zip64.toBytes().length).bytes(zip64.toBytes());
        }
        var head = new LittleEndian().u32(0x02014b50).u16(UNIX | VERSION_ZIP64);
        return common(head, large() || far)
                .u32(checksum)
                .u32(large() ? OLD_MAX : packed)
                .u32(large() ? OLD_MAX : size)
                .u16(name.length)
                .u16(extra.toBytes().length)
                .u16(0)
                .u16(0)
                .u16(0)
                .u32(file ? (long) FILE_MODE << 16 : (long) FOLDER_MODE << 16 | FOLDER_ATTRIBUTE)
                .u32(far ? OLD_MAX : offset)
                .bytes(name)
                .bytes(extra.toBytes())
                .toBytes();
    }

    private LittleEndian common(LittleEndian head, boolean zip64) {
        var time = modified.atOffset(ZoneOffset.UTC);
        boolean tellable = time.getYear() >= YEAR_MIN && time.getYear() <= YEAR_MAX;
        int clock = (time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2);
        int day = ((time.getYear() - YEAR_MIN) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth();
        return head.u16(zip64 ? VERSION_ZIP64 : VERSION)
                .u16(file ? UTF_8 | SIZES_FOLLOW : UTF_8)
                .u16(file ? DEFLATED : 0)
                .u16(tellable ? clock : 0)
                .u16(tellable ? day : (1 << 5) | 1);
    }

    /** The time to the second, in UTC, where 32 bits can tell it. */
    private byte[] exactTime() {
        long seconds = modified.getEpochSecond();
        return seconds < 0 || seconds > Integer.MAX_VALUE
                ? new byte[0]
                : new LittleEndian().u16(TIMES).u16(5).u8(1).u32(seconds).toBytes();
    }
}
