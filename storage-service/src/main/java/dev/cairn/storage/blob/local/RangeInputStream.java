package dev.cairn.storage.blob.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A range of a file as a stream; owns the channel. */
final class RangeInputStream extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    RangeInputStream(FileChannel file, long offset, long length) {
        this.file = file;
        this.position = offset;
        this.end = offset + length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int portion = (int) Math.min(length, end - position);
        int read = file.read(ByteBuffer.wrap(to, offset, portion), position);
        if (read < 0) {
            throw new EOFException("the blob ended early");
        }
        position += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
