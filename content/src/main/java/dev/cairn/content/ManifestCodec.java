package dev.cairn.content;

import dev.cairn.content.Manifest.ChunkRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * The canonical, versioned encoding of a {@link Manifest} (docs/formats.md, "Manifest"): marker {@code CMF1}, chunk count
 * (u32), then per chunk its 32-byte id and its length (u32); all numbers big-endian. One manifest has exactly one encoding.
 */
public final class ManifestCodec {
    private static final int MARKER_V1 = 0x434D4631;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = ChunkId.LENGTH_BYTES + 4;

    /** Most bytes an encoded manifest has: about 36 MiB. */
    public static final int ENCODED_LENGTH_MAX = HEADER_BYTES + ENTRY_BYTES * Manifest.CHUNKS_MAX;

    private ManifestCodec() {}

    /** Bytes {@link #encode} produces. */
    public static int encodedLength(Manifest manifest) {
        return HEADER_BYTES + ENTRY_BYTES * manifest.chunks().size();
    }

    /** The canonical bytes. */
    public static byte[] encode(Manifest manifest) {
        var out = ByteBuffer.allocate(encodedLength(manifest));
        out.putInt(MARKER_V1).putInt(manifest.chunks().size());
        for (var chunk : manifest.chunks()) {
            chunk.id().write(out);
            out.putInt(chunk.length());
        }
        return out.array();
    }

    /** Decodes; {@link IllegalArgumentException} for an unknown marker, a wrong length or a chunk out of range. */
    public static Manifest decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalArgumentException("a manifest has at least " + HEADER_BYTES + " bytes");
        }
        var in = ByteBuffer.wrap(bytes);
        int marker = in.getInt();
        if (marker != MARKER_V1) {
            throw new IllegalArgumentException("unknown manifest marker 0x" + Integer.toHexString(marker));
        }
        int count = in.getInt();
        if (count < 0 || count > Manifest.CHUNKS_MAX || in.remaining() != (long) count * ENTRY_BYTES) {
            throw new IllegalArgumentException(
                    "a manifest of " + count + " chunks does not have " + bytes.length + " bytes");
        }
        var chunks = new ArrayList<ChunkRef>(count);
        for (int i = 0; i < count; i++) {
            chunks.add(new ChunkRef(ChunkId.read(in), in.getInt()));
        }
        return new Manifest(chunks);
    }
}
