package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.erasure.Generator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The first bytes of a shard: all that is needed to use it without a ledger (docs/formats.md, "Shard").
 *
 * @param generation of the put that made it
 * @param number 0 to k - 1 for data, then parity
 * @param blobLength of the whole blob in bytes
 */
record ShardHeader(BlobKey key, long generation, Scheme scheme, Generator generator, int number, long blobLength) {
    /** The kind of blob that shards are on their device. */
    static final String BLOB_KIND = "shard";

    static final int LENGTH_BYTES = 160;
    static final int BLOCK_BYTES = 16 << 10;

    private static final int MARKER_V1 = 0x43534831;
    private static final int KEY_BYTES_MAX = 117;
    private static final int ALIGNMENT = 64;
    private static final int NAME_BYTES = 20;

    ShardHeader {
        if (number < 0 || number >= scheme.shards() || blobLength < 0) {
            throw new IllegalArgumentException("not a shard of blob " + key);
        }
    }

    byte[] toBytes() {
        var name = key.toString().getBytes(StandardCharsets.US_ASCII);
        var out = ByteBuffer.allocate(LENGTH_BYTES).putInt(MARKER_V1);
        out.put((byte) scheme.dataShards()).put((byte) scheme.parityShards());
        out.put((byte) generator.id()).put((byte) number);
        out.putInt(BLOCK_BYTES).putLong(generation).putLong(blobLength);
        out.put((byte) name.length).put(name).position(LENGTH_BYTES - Integer.BYTES);
        return out.putInt(crc(out.array())).array();
    }

    /** {@link IllegalArgumentException} for anything that is not a header. */
    static ShardHeader read(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length != LENGTH_BYTES
                || in.getInt() != MARKER_V1
                || in.getInt(LENGTH_BYTES - Integer.BYTES) != crc(bytes)) {
            throw new IllegalArgumentException("not the header of a shard");
        }
        var scheme = new Scheme(in.get(), in.get());
        var generator = Generator.of(in.get());
        int number = in.get();
        if (in.getInt() != BLOCK_BYTES) {
            throw new IllegalArgumentException("a shard with other blocks");
        }
        long generation = in.getLong();
        long blobLength = in.getLong();
        var name = new byte[Math.clamp(in.get(), 0, KEY_BYTES_MAX)];
        in.get(name);
        var key = BlobKey.parse(new String(name, StandardCharsets.US_ASCII));
        return new ShardHeader(key, generation, scheme, generator, number, blobLength);
    }

    /** What every block is bound to: a block of another shard, blob or generation has the wrong checksum. */
    int checksum() {
        return crc(toBytes());
    }

    /** Bytes of the blob, or of parity, in each shard; the last data shards are filled up with zeros. */
    long length() {
        if (scheme.dataShards() == 1) {
            return blobLength;
        }
        return Math.ceilDiv(Math.ceilDiv(blobLength, scheme.dataShards()), ALIGNMENT) * ALIGNMENT;
    }

    /** Bytes on the device. */
    long storedLength() {
        return LENGTH_BYTES + length() + Integer.BYTES * Math.ceilDiv(length(), BLOCK_BYTES);
    }

    /** Its name on the device; another generation has another name, so that what is stale is never in the way. */
    BlobKey storedAs() {
        return storedAs(key, generation, number);
    }

    static BlobKey storedAs(BlobKey key, long generation, int number) {
        var hash = HexFormat.of().formatHex(sha256(key.toString()), 0, NAME_BYTES);
        return new BlobKey(BLOB_KIND, String.format(Locale.ROOT, "%s-%016x-%02x", hash, generation, number));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int crc(byte[] header) {
        var crc = new CRC32C();
        crc.update(header, 0, LENGTH_BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
