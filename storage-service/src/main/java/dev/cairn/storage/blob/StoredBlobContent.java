package dev.cairn.storage.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Content that lies in a store. */
record StoredBlobContent(BlobStore store, BlobStat blob) implements BlobContent {
    private static final int PORTION_BYTES = 1 << 20;

    @Override
    public long length() {
        return blob.length();
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
        try (var in = store.open(blob.key(), 0, blob.length())) {
            for (var portion = in.readNBytes(PORTION_BYTES);
                    portion.length > 0;
                    portion = in.readNBytes(PORTION_BYTES)) {
                var rest = ByteBuffer.wrap(portion);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
        }
    }
}
