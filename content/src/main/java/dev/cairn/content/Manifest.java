package dev.cairn.content;

import java.util.List;

/**
 * The ordered chunks that make one version of a file. Immutable. An empty file has no chunks.
 *
 * @param chunks the pieces in file order; at most {@link #CHUNKS_MAX}
 */
public record Manifest(List<ChunkRef> chunks) {
    /** Most chunks in a manifest: 1 Mi, which is 1 TiB at the average chunk size. */
    public static final int CHUNKS_MAX = 1 << 20;

    /**
     * One piece of a file.
     *
     * @param id the SHA-256 of the piece
     * @param length its bytes, 1 to {@link #LENGTH_MAX}
     */
    public record ChunkRef(ChunkId id, int length) {
        /** Most bytes in a chunk: 4 MiB. */
        public static final int LENGTH_MAX = 4 << 20;

        /** Refuses a length out of range. */
        public ChunkRef {
            if (length < 1 || length > LENGTH_MAX) {
                throw new IllegalArgumentException("a chunk has 1 to " + LENGTH_MAX + " bytes, not " + length);
            }
        }
    }

    /** Refuses too many chunks; copies the list. */
    public Manifest {
        if (chunks.size() > CHUNKS_MAX) {
            throw new IllegalArgumentException(
                    "a manifest has at most " + CHUNKS_MAX + " chunks, not " + chunks.size());
        }
        chunks = List.copyOf(chunks);
    }

    /** Bytes of the whole file. */
    public long size() {
        long size = 0;
        for (var chunk : chunks) {
            size += chunk.length();
        }
        return size;
    }

    /** The name of this content: SHA-256 of {@link ManifestCodec#encode}. */
    public ContentId id() {
        var encoded = ManifestCodec.encode(this);
        return ContentId.of(encoded, 0, encoded.length);
    }

    /**
     * The manifest of the files' bytes one after the other; moves no bytes. {@link IllegalArgumentException} if that has more
     * than {@link #CHUNKS_MAX} chunks.
     */
    public static Manifest concat(List<Manifest> parts) {
        return new Manifest(
                parts.stream().flatMap(part -> part.chunks().stream()).toList());
    }
}
