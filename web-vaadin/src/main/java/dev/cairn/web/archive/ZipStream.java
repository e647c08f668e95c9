package dev.cairn.web.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Writes a zip archive whose length is known before its bytes are: nothing is compressed (ADR 0077). Names are UTF-8; sizes,
 * offsets and numbers of entries beyond the old limits are written as zip64. Ends with {@link #finish}; an archive without that
 * end is damaged, which is how a failure shows. Not thread-safe; does not close what it writes to.
 */
final class ZipStream {
    /** Most bytes of a block that deflate does not compress. */
    private static final int BLOCK_MAX = 65_535;

    private static final int BLOCK_HEAD = 5;
    private static final int OLD_COUNT_MAX = 0xFFFF;

    private final OutputStream out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long position;
    private long entries;

    ZipStream(OutputStream out) {
        this.out = out;
    }

    /** Writes the bytes of a file to a stream: exactly as many as were announced. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds all entries. */
    @FunctionalInterface
    interface Plan {
        void on(ZipStream zip) throws IOException;
    }

    /** The length of an archive that {@code plan} writes by {@link #folder} and {@link #countFile}. */
    static long length(Plan plan) {
        var counting = new ZipStream(OutputStream.nullOutputStream());
        try {
            plan.on(counting);
            counting.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
        return counting.position();
    }

    /** Bytes so far. */
    long position() {
        return position;
    }

    /** Adds a folder; {@code path} with slashes and without one at its end. */
    void folder(String path, Instant modified) throws IOException {
        var head = ZipEntryHead.folder(path, modified, position);
        write(head.local());
        list(head, 0);
    }

    /** Adds a file of {@code size} bytes. */
    void file(String path, Instant modified, long size, Body body) throws IOException {
        var head = ZipEntryHead.file(path, modified, size, packed(size), position);
        write(head.local());
        var blocks = new Blocks(size);
        body.writeTo(blocks);
        blocks.end();
        write(head.descriptor(blocks.checksum()));
        list(head, blocks.checksum());
    }

    /** Counts a file as {@link #file} would, without its bytes: for the length of an archive that is not written. */
    void countFile(String path, Instant modified, long size) throws IOException {
        var head = ZipEntryHead.file(path, modified, size, packed(size), position);
        write(head.local());
        position += packed(size);
        write(head.descriptor(0));
        list(head, 0);
    }

    /** Ends the archive. */
    void finish() throws IOException {
        long start = position;
        write(directory.toByteArray());
        long end = position;
        if (entries >= OLD_COUNT_MAX || start >= ZipEntryHead.OLD_MAX || end - start >= ZipEntryHead.OLD_MAX) {
            writeZip64End(start, end);
        }
        write(new LittleEndian()
                .u32(0x06054b50)
                .u32(0)
                .u16((int) Math.min(entries, OLD_COUNT_MAX))
                .u16((int) Math.min(entries, OLD_COUNT_MAX))
                .u32(Math.min(end - start, ZipEntryHead.OLD_MAX))
                .u32(Math.min(start, ZipEntryHead.OLD_MAX))
                .u16(0)
                .toBytes());
    }

    private void writeZip64End(long start, long end) throws IOException {
        write(new LittleEndian()
                .u32(0x06064b50)
                .u64(44)
                .u16(ZipEntryHead.UNIX | ZipEntryHead.VERSION_ZIP64)
                .u16(ZipEntryHead.VERSION_ZIP64)
                .u32(0)
                .u32(0)
                .u64(entries)
                .u64(entries)
                .u64(end - start)
                .u64(start)
                .toBytes());
        write(new LittleEndian().u32(0x07064b50).u32(0).u64(end).u32(1).toBytes());
    }

    private void list(ZipEntryHead head, long checksum) {
        directory.writeBytes(head.central(checksum));
        entries++;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private static long packed(long size) {
        return size + BLOCK_HEAD * Math.max(1, (size + BLOCK_MAX - 1) / BLOCK_MAX);
    }

    /** Deflate's form of bytes that are not compressed. */
    private final class Blocks extends OutputStream {
        private final CRC32 checksum = new CRC32();
        private final byte[] block = new byte[BLOCK_MAX];
        private int filled;
        private long left;

        Blocks(long size) {
            this.left = size;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > left) {
                throw new IOException("more bytes than were announced");
            }
            checksum.update(bytes, offset, length);
            left -= length;
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, BLOCK_MAX - filled);
                System.arraycopy(bytes, offset + done, block, filled, part);
                filled += part;
                done += part;
                // The last block is marked as such, so a full one waits until something follows.
                if (filled == BLOCK_MAX && (left > 0 || done < length)) {
                    writeBlock(false);
                }
            }
        }

        private void writeBlock(boolean last) throws IOException {
            ZipStream.this.write(
                    new LittleEndian().u8(last ? 1 : 0).u16(filled).u16(~filled).toBytes());
            out.write(block, 0, filled);
            position += filled;
            filled = 0;
        }

        void end() throws IOException {
            if (left > 0) {
                throw new IOException("fewer bytes than were announced");
            }
            writeBlock(true);
        }

        long checksum() {
            return checksum.getValue();
        }
    }
}
