package dev.cairn.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a chunk: the SHA-256 of its plaintext. Equal bytes have equal ids. Knowing an id is never authority to read
 * the bytes behind it.
 */
public final class ChunkId implements Comparable<ChunkId> {
    /** Bytes in an id. */
    public static final int LENGTH_BYTES = Sha256.LENGTH_BYTES;

    private final byte[] digest;

    private ChunkId(byte[] digest) {
        this.digest = digest;
    }

    /** The id of these bytes. */
    public static ChunkId of(byte[] bytes, int offset, int length) {
        return new ChunkId(Sha256.digest(bytes, offset, length));
    }

    /** Wraps a copy of a 32-byte digest. */
    public static ChunkId ofDigest(byte[] digest) {
        return new ChunkId(Sha256.checkedCopy(digest, 0, digest.length));
    }

    /** Reads 32 bytes at the buffer's position and moves it on. */
    public static ChunkId read(ByteBuffer from) {
        var digest = new byte[LENGTH_BYTES];
        from.get(digest);
        return new ChunkId(digest);
    }

    /** Parses 64 hexadecimal digits; {@link IllegalArgumentException} for anything else. */
    @JsonCreator
    public static ChunkId parse(String hex) {
        return new ChunkId(Sha256.parseHex(hex, "a chunk id"));
    }

    /** As {@link #parse}; the name by which Spring finds it for path variables. */
    public static ChunkId valueOf(String hex) {
        return parse(hex);
    }

    /** Writes the 32 bytes at the buffer's position. */
    public void write(ByteBuffer to) {
        to.put(digest);
    }

    /** A copy of the digest. */
    public byte[] toBytes() {
        return digest.clone();
    }

    @Override
    public int compareTo(ChunkId other) {
        return Arrays.compareUnsigned(digest, other.digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkId that && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    /** 64 hexadecimal digits. */
    @Override
    @JsonValue
    public String toString() {
        return HexFormat.of().formatHex(digest);
    }
}
