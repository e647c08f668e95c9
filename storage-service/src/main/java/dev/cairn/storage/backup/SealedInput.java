package dev.cairn.storage.backup;

import dev.cairn.storage.crypto.SealBrokenException;
import dev.cairn.storage.crypto.Sealer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import javax.crypto.SecretKey;

/** Reads what {@link SealedOutput} wrote; an {@link IOException} at the first frame that is not as it was written, or missing. */
final class SealedInput extends InputStream {
    private static final int SEALED_MAX = Sealer.sealedLength(Sealer.FRAME_BYTES);

    private final InputStream in;
    private final SecretKey key;
    private final Sealer sealer = new Sealer();
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private long number;
    private boolean ended;

    SealedInput(InputStream in, SecretKey key) throws IOException {
        this.in = in;
        this.key = key;
        if (ByteBuffer.wrap(exactly(Integer.BYTES)).getInt() != SealedOutput.MARKER_V1) {
            throw new IOException("not a sealed stream, or of a newer version");
        }
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the sealed stream ends early");
        }
        return bytes;
    }

    private boolean fill() throws IOException {
        while (!frame.hasRemaining() && !ended) {
            int length = ByteBuffer.wrap(exactly(Integer.BYTES)).getInt();
            if (length <= Sealer.TAG_BYTES || length > SEALED_MAX) {
                throw new IOException("the sealed stream is damaged");
            }
            var sealed = exactly(length);
            try {
                frame = ByteBuffer.wrap(
                        sealer.open(key, SealedOutput.nonce(number), new byte[0], sealed, 0, sealed.length));
            } catch (SealBrokenException e) {
                throw new IOException("the sealed stream is damaged, or sealed with another key", e);
            }
            number++;
            ended = frame.get() == SealedOutput.LAST;
            if (ended && in.read() >= 0) {
                throw new IOException("something follows the sealed stream");
            }
        }
        return frame.hasRemaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(frame.get()) : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int portion = Math.min(length, frame.remaining());
        frame.get(to, offset, portion);
        return portion;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
