package dev.cairn.desktop.remote;

import dev.cairn.desktop.limit.Throttle;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A reply that is read as fast as a throttle lets it; the other side is slowed down by what the system holds back. */
final class PacedReply extends FilterInputStream {
    private final Throttle throttle;
    private volatile boolean closed;

    PacedReply(InputStream in, Throttle throttle) {
        super(in);
        this.throttle = throttle;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            pay(1);
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, Math.min(length, Throttle.PIECE_BYTES));
        if (read > 0) {
            pay(read);
        }
        return read;
    }

    private void pay(int bytes) throws InterruptedIOException {
        throttle.take(bytes, () -> !closed);
    }

    @Override
    public long skip(long count) throws IOException {
        var skipped = new byte[Math.clamp(count, 0, Throttle.PIECE_BYTES)];
        return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
