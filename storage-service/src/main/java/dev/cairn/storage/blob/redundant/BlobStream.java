package dev.cairn.storage.blob.redundant;

import java.io.IOException;
import java.io.InputStream;

/** A range of a blob, read piece by piece: at most one piece is in memory. */
final class BlobStream extends InputStream {
    /** Of one shard; a chunk is one read. */
    private static final int PIECE_BYTES = 1 << 20;

    private final ShardReads reads;
    private final Layout layout;
    private final long end;
    private long next;
    private byte[] piece = {};
    private int at;

    BlobStream(ShardReads reads, Layout layout, long offset, long length) {
        this.reads = reads;
        this.layout = layout;
        this.next = offset;
        this.end = offset + length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at < piece.length) {
            return true;
        }
        if (next == end) {
            return false;
        }
        try {
            piece = next(PIECE_BYTES);
            at = 0;
            return true;
        } catch (RuntimeException e) {
            throw new IOException("blob " + layout.key() + " could not be read on", e);
        }
    }

    /** The next bytes, not beyond the end of their shard. */
    private byte[] next(int lengthMax) {
        long shardLength = layout.shard(0).length();
        long from = next % shardLength;
        int length = (int) Math.min(Math.min(lengthMax, end - next), shardLength - from);
        var bytes = reads.read(layout, (int) (next / shardLength), from, length);
        next += length;
        return bytes;
    }

    /** All of it at once: one read of a device for each shard it touches. */
    byte[] readWhole() {
        var whole = new byte[Math.toIntExact(end - next)];
        int filled = 0;
        while (next < end) {
            var bytes = next(Integer.MAX_VALUE);
            System.arraycopy(bytes, 0, whole, filled, bytes.length);
            filled += bytes.length;
        }
        return whole;
    }
}
