package dev.cairn.storage.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Content that lies in memory already. */
final class BufferedBlobContent implements BlobContent {
    private final List<ByteBuffer> buffers;

    BufferedBlobContent(List<ByteBuffer> buffers) {
        this.buffers = List.copyOf(buffers);
    }

    @Override
    public long length() {
        long length = 0;
        for (var buffer : buffers) {
            length += buffer.remaining();
        }
        return length;
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        for (var buffer : buffers) {
            var rest = buffer.duplicate();
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        }
    }
}
