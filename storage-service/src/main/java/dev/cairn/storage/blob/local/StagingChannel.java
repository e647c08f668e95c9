package dev.cairn.storage.blob.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Gathers pieces of any length into few large writes, each of whole units. */
final class StagingChannel implements WritableByteChannel {
    private final FileChannel file;
    private final ByteBuffer stage;
    private final int unit;
    private long length;

    /**
     * @param file empty
     * @param stage empty, and nobody else's until this channel is finished; a multiple of the unit long
     * @param unit all writes have a multiple of it
     */
    StagingChannel(FileChannel file, ByteBuffer stage, int unit) {
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
            file.write(stage);
        }
        stage.clear();
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
