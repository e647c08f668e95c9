package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Shards on a device: the header, then blocks, each with a checksum that binds it to its place in its shard. */
final class Shards {
    /** Read or written at a time. */
    static final int STEP_BYTES = 64 * ShardHeader.BLOCK_BYTES;

    private static final int FRAME_BYTES = ShardHeader.BLOCK_BYTES + Integer.BYTES;

    private Shards() {}

    /** The bytes of a shard, whichever way they are come by. */
    interface Source {
        byte[] read(long from, int length);
    }

    /** The device holds something else under this name. */
    static final class DamagedShardException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedShardException(String message) {
            super(message);
        }
    }

    /** The shard as it is stored. */
    static BlobContent content(ShardHeader header, Source source) {
        return new BlobContent() {
            @Override
            public long length() {
                return header.storedLength();
            }

            @Override
            public void writeTo(WritableByteChannel out) throws IOException {
                writeFully(out, ByteBuffer.wrap(header.toBytes()));
                int checksum = header.checksum();
                for (long from = 0; from < header.length(); from += STEP_BYTES) {
                    int length = (int) Math.min(STEP_BYTES, header.length() - from);
                    writeFully(out, framed(checksum, from / ShardHeader.BLOCK_BYTES, source.read(from, length)));
                }
            }
        };
    }

    private static ByteBuffer framed(int checksum, long firstBlock, byte[] bytes) {
        int blocks = Math.ceilDiv(bytes.length, ShardHeader.BLOCK_BYTES);
        var out = ByteBuffer.allocate(bytes.length + blocks * Integer.BYTES);
        for (int block = 0; block < blocks; block++) {
            int from = block * ShardHeader.BLOCK_BYTES;
            int length = Math.min(ShardHeader.BLOCK_BYTES, bytes.length - from);
            out.put(bytes, from, length).putInt(crc(checksum, firstBlock + block, bytes, from, length));
        }
        return out.flip();
    }

    private static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /**
     * Bytes of a shard, in one read of the device, every block verified.
     *
     * @throws DamagedShardException if they are not what was written
     * @throws BlobException if the device has no such shard or does not answer
     */
    static byte[] read(BlobStore device, ShardHeader header, long from, int length) {
        if (length == 0) {
            return new byte[0];
        }
        long firstBlock = from / ShardHeader.BLOCK_BYTES;
        long begin = firstBlock * ShardHeader.BLOCK_BYTES;
        long end = Math.min(
                header.length(), Math.ceilDiv(from + length, ShardHeader.BLOCK_BYTES) * (long) ShardHeader.BLOCK_BYTES);
        int blocks = (int) Math.ceilDiv(end - begin, ShardHeader.BLOCK_BYTES);
        var frames = device.read(
                header.storedAs(),
                ShardHeader.LENGTH_BYTES + firstBlock * FRAME_BYTES,
                Math.toIntExact(end - begin) + blocks * Integer.BYTES);
        var bytes = unframed(header, firstBlock, frames);
        int skip = (int) (from - begin);
        return skip == 0 && bytes.length == length ? bytes : Arrays.copyOfRange(bytes, skip, skip + length);
    }

    private static byte[] unframed(ShardHeader header, long firstBlock, byte[] frames) {
        int checksum = header.checksum();
        var in = ByteBuffer.wrap(frames);
        var bytes = new byte[frames.length - Math.ceilDiv(frames.length, FRAME_BYTES) * Integer.BYTES];
        int at = 0;
        for (long block = firstBlock; in.hasRemaining(); block++) {
            int length = Math.min(ShardHeader.BLOCK_BYTES, in.remaining() - Integer.BYTES);
            in.get(bytes, at, length);
            if (in.getInt() != crc(checksum, block, bytes, at, length)) {
                throw new DamagedShardException(
                        "block " + block + " of shard " + header.number() + " of blob " + header.key() + " is damaged");
            }
            at += length;
        }
        return bytes;
    }

    /** Reads all of a shard; returns if every byte is what was written, and throws as {@link #read} does. */
    static void verify(BlobStore device, ShardHeader header) {
        verifyHeader(device, header);
        for (long from = 0; from < header.length(); from += STEP_BYTES) {
            read(device, header, from, (int) Math.min(STEP_BYTES, header.length() - from));
        }
    }

    /** Returns if the shard is as long as it should be and says what it should, and throws as {@link #read} does. */
    static void verifyHeader(BlobStore device, ShardHeader header) {
        var name = header.storedAs();
        long length = device.stat(name)
                .orElseThrow(() -> BlobException.notFound(name))
                .length();
        if (length != header.storedLength()
                || !Arrays.equals(device.read(name, 0, ShardHeader.LENGTH_BYTES), header.toBytes())) {
            throw new DamagedShardException(
                    "shard " + header.number() + " of blob " + header.key() + " is another or cut off");
        }
    }

    private static int crc(int checksum, long block, byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putInt(checksum).putLong(block).flip());
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
