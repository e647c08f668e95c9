package dev.cairn.storage.backup;

import dev.cairn.storage.crypto.Sealer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.crypto.SecretKey;

/**
 * Bytes of any number, sealed as they come (docs/formats.md, "Sealed stream"): frames that say inside whether they are the last,
 * each with its number as nonce, so that none can be changed, moved, repeated or left out. Holds one frame. The key must serve
 * this one stream only. Closing writes the last frame and closes the stream below.
 */
final class SealedOutput extends OutputStream {
    static final int MARKER_V1 = 0x43535331;
    static final byte MORE = 0;
    static final byte LAST = 1;

    private final OutputStream out;
    private final SecretKey key;
    private final Sealer sealer = new Sealer();
    private final byte[] frame = new byte[Sealer.FRAME_BYTES];
    private int filled = 1;
    private long number;
    private boolean closed;

    SealedOutput(OutputStream out, SecretKey key) throws IOException {
        this.out = out;
        this.key = key;
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(MARKER_V1).array());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (filled == frame.length) {
                seal(MORE);
            }
            int portion = Math.min(length - done, frame.length - filled);
            System.arraycopy(bytes, offset + done, frame, filled, portion);
            filled += portion;
            done += portion;
        }
    }

    private void seal(byte place) throws IOException {
        frame[0] = place;
        var sealed = new byte[Integer.BYTES + Sealer.sealedLength(filled)];
        ByteBuffer.wrap(sealed).putInt(sealed.length - Integer.BYTES);
        sealer.seal(key, nonce(number), new byte[0], frame, 0, filled, sealed, Integer.BYTES);
        out.write(sealed);
        number++;
        filled = 1;
    }

    static byte[] nonce(long number) {
        return ByteBuffer.allocate(Sealer.NONCE_BYTES).putLong(number).array();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                seal(LAST);
            }
        }
    }
}
