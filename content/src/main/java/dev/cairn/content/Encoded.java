package dev.cairn.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;

/**
 * The bytes of one chunk in some {@link Codec}: a slice of an array that belongs to whoever made it.
 *
 * @param codec how they are written down
 * @param plainLength bytes of the chunk itself, 1 to {@link Manifest.ChunkRef#LENGTH_MAX}
 * @param bytes holds the encoded bytes
 * @param offset where they begin
 * @param length how many they are; equal to {@code plainLength} when raw, fewer when compressed
 */
@SuppressWarnings("ArrayRecordComponent") // a slice to be read, never compared or kept as a key
public record Encoded(Codec codec, int plainLength, byte[] bytes, int offset, int length) {
    /** Refuses lengths that do not fit together. */
    public Encoded {
        if (plainLength < 1 || plainLength > Manifest.ChunkRef.LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a chunk has 1 to " + Manifest.ChunkRef.LENGTH_MAX + " bytes, not " + plainLength);
        }
        boolean fits =
                switch (codec) {
                    case RAW -> length == plainLength;
                    case ZSTD -> length > 0 && length < plainLength;
                };
        if (!fits || offset < 0 || offset > bytes.length - length) {
            throw new IllegalArgumentException(
                    length + " bytes of codec " + codec + " do not hold a chunk of " + plainLength);
        }
    }

    /** The chunk's own bytes, in a new array of exactly its length; {@link IllegalArgumentException} if they do not decode. */
    public byte[] plain() {
        return switch (codec) {
            case RAW -> Arrays.copyOfRange(bytes, offset, offset + length);
            case ZSTD -> {
                var plain = new byte[plainLength];
                decompress(plain);
                yield plain;
            }
        };
    }

    private void decompress(byte[] plain) {
        long got;
        try {
            got = Zstd.decompressByteArray(plain, 0, plainLength, bytes, offset, length);
        } catch (ZstdException e) {
            throw new IllegalArgumentException("the compressed bytes of a chunk are damaged", e);
        }
        if (got != plainLength) {
            throw new IllegalArgumentException("the compressed bytes do not hold a chunk of " + plainLength);
        }
    }

    /** The chunk's own bytes, checked; {@link IllegalArgumentException} if they are not the chunk named {@code id}. */
    public byte[] plain(ChunkId id) {
        var plain = plain();
        if (!ChunkId.of(plain, 0, plain.length).equals(id)) {
            throw new IllegalArgumentException("the bytes sent for chunk " + id + " are not that chunk");
        }
        return plain;
    }
}
