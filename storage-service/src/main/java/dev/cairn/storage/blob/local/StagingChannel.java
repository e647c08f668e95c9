package dev.cairn.storage.blob.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Gathers many small pieces into few large writes. */
final class StagingChannel implements WritableByteChannel {
    private final FileChannel file;
    private final ByteBuffer stage;

    /** @param stage empty, and nobody else's until this channel is closed */
    StagingChannel(FileChannel file, ByteBuffer stage) {
        this.file = file;
        this.stage = stage;
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
        return taken;
    }

    void flush() throws IOException {
        stage.flip();
        while (stage.hasRemaining()) {
            file.write(stage);
        }
        stage.clear();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
