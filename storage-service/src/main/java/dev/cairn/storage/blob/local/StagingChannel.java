package dev.cairn.storage.blob.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Gathers pieces of any length into few large writes, each of whole units. */
final class StagingChannel implements WritableByteChannel {
    private final SeekableByteChannel file;
    private final ByteBuffer stage;
    private final int unit;
    private long length;

    /**
     * @param file empty
     * @param stage empty, and nobody else's until this channel is finished; a multiple of the unit long
     * @param unit all writes have a multiple of it
     */
    StagingChannel(SeekableByteChannel file, ByteBuffer stage, int unit) {
        this.file = file;
        this.stage = stage;
        this.unit = unit;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int taken = from.remaining();
        while (from.hasRemaining()) {
            if (!stage.hasRemaining()) {
                flush();
            }
            int portion = Math.min(from.remaining(), stage.remaining());
            stage.put(stage.position(), from, from.position(), portion);
            stage.position(stage.position() + portion);
            from.position(from.position() + portion);
        }
        length += taken;
        return taken;
    }

    private void flush() throws IOException {
        stage.flip();
        while (stage.hasRemaining()) {
            backOff(file.write(stage));
        }
        stage.clear();
    }

    /**
     * A disk that is nearly full takes part of a write, which need not end where the next direct one may begin: that one begins at the
     * last whole unit again, and is told why.
     */
    private void backOff(int written) throws IOException {
        int beyond = written & (unit - 1);
        if (beyond == 0) {
            return;
        }
        if (written < unit) {
            throw new StuckException(written);
        }
        stage.position(stage.position() - beyond);
        file.position(file.position() - beyond);
    }

    /** Writes what is left; the file then has exactly the bytes that were written to this channel. */
    void finish() throws IOException {
        int beyond = -stage.position() & (unit - 1);
        // Whatever lies in the buffer there: it is cut off again.
        stage.position(stage.position() + beyond);
        flush();
        if (beyond > 0) {
            file.truncate(length);
        }
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
