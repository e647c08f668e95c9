package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.erasure.ReedSolomon;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** All shards of a blob in memory. */
final class EncodedBlob {
    /** Parity is computed in steps that stay in the cache. */
    private static final int STEP_BYTES = 64 << 10;

    private final byte[][] shards;

    private EncodedBlob(byte[][] shards) {
        this.shards = shards;
    }

    /** {@link BlobException} if the content cannot be read, or is not as long as it says. */
    static EncodedBlob of(BlobContent content, Layout layout, ReedSolomon code) {
        int length = Math.toIntExact(layout.shard(0).length());
        boolean copies = layout.scheme().dataShards() == 1;
        var data = new byte[layout.scheme().dataShards()][length];
        collect(content, layout, data);
        var shards = Arrays.copyOf(data, layout.scheme().shards());
        for (int i = data.length; i < shards.length; i++) {
            // Copies share their bytes in memory.
            shards[i] = copies ? data[0] : new byte[length];
        }
        if (!copies) {
            var parity = Arrays.copyOfRange(shards, data.length, shards.length);
            for (int from = 0; from < length; from += STEP_BYTES) {
                code.encode(data, parity, from, Math.min(length, from + STEP_BYTES));
            }
        }
        return new EncodedBlob(shards);
    }

    BlobContent shard(ShardHeader header) {
        var bytes = shards[header.number()];
        return Shards.content(header, (from, length) -> Arrays.copyOfRange(bytes, (int) from, (int) from + length));
    }

    private static void collect(BlobContent content, Layout layout, byte[][] data) {
        var channel = new Filling(data);
        try {
            content.writeTo(channel);
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "the content of blob " + layout.key() + " failed", e);
        }
        if (channel.filled != layout.length()) {
            throw new BlobException(
                    Reason.FAILED,
                    "the content of blob " + layout.key() + " has " + channel.filled + " bytes, not "
                            + layout.length());
        }
    }

    /** Fills one array after the other. */
    private static final class Filling implements WritableByteChannel {
        private final byte[][] arrays;
        private long filled;

        Filling(byte[][] arrays) {
            this.arrays = arrays;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = bytes.remaining();
            while (bytes.hasRemaining()) {
                int length = arrays[0].length;
                if (length == 0 || filled / length >= arrays.length) {
                    throw new IOException("more bytes than were announced");
                }
                int at = (int) (filled % length);
                int count = Math.min(bytes.remaining(), length - at);
                bytes.get(arrays[(int) (filled / length)], at, count);
                filled += count;
            }
            return written;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
