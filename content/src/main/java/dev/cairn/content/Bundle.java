package dev.cairn.content;

/**
 * The wire form in which chunks and manifests travel together (docs/formats.md, "Bundle"): marker {@code CBN1}, then frames
 * of {@code type (u8), length (u32), payload}.
 */
public final class Bundle {
    /** First four bytes of every bundle. */
    public static final int MARKER_V1 = 0x43424E31;

    /** Most bytes in a bundle that is sent as one request body: 16 MiB. */
    public static final int REQUEST_BYTES_MAX = 16 << 20;

    /** A frame whose payload is a chunk: codec (u8: 0 raw, 1 zstd), plain length (u32), 32-byte id, bytes. */
    public static final byte CHUNK = 1;

    /** A frame whose payload is an encoded manifest. */
    public static final byte MANIFEST = 2;

    /** The last frame, empty: a bundle that does not end with it was cut off. */
    public static final byte END = 3;

    /** Bytes of a chunk frame's payload before the chunk's own bytes: codec, plain length, id. */
    static final int CHUNK_HEADER_BYTES = 1 + 4 + ChunkId.LENGTH_BYTES;

    private Bundle() {}
}
