package dev.cairn.desktop.remote;

import dev.cairn.desktop.limit.Throttle;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, which goes as fast as a throttle lets it. One thread reads it, another may end it. */
final class PacedBody extends InputStream {
    private final byte[] bytes;
    private final int length;
    private final Throttle throttle;
    private final Patience patience;
    private int at;
    private volatile boolean ended;

    PacedBody(byte[] bytes, int length, Throttle throttle, Patience patience) {
        this.bytes = bytes;
        this.length = length;
        this.throttle = throttle;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        int count = Math.min(Math.min(wanted, Throttle.PIECE_BYTES), length - at);
        if (count <= 0) {
            return at == length ? -1 : 0;
        }
        patience.waitingForUs(true);
        try {
            throttle.take(count, () -> !ended);
        } finally {
            patience.waitingForUs(false);
        }
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    /** Whoever waits in it waits no longer than a second. */
    void end() {
        ended = true;
    }
}
