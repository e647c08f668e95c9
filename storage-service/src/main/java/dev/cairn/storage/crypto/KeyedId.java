package dev.cairn.storage.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** What the object layer calls a chunk or a manifest: 32 bytes that say nothing to who lacks the domain's key. */
public final class KeyedId implements Comparable<KeyedId> {
    /** Bytes in an id. */
    public static final int LENGTH_BYTES = 32;

    private final byte[] bytes;

    /** Takes over the array. */
    public KeyedId(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("a keyed id has " + LENGTH_BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Reads 32 bytes at the buffer's position. */
    public static KeyedId read(ByteBuffer from) {
        var bytes = new byte[LENGTH_BYTES];
        from.get(bytes);
        return new KeyedId(bytes);
    }

    /** Writes the 32 bytes at the buffer's position. */
    public void write(ByteBuffer to) {
        to.put(bytes);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** By their bytes, unsigned, as databases do. */
    @Override
    public int compareTo(KeyedId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyedId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
