package dev.cairn.storage;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Chunker;
import dev.cairn.content.ChunkerParameters;
import dev.cairn.content.Codec;
import dev.cairn.content.Compressor;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a client makes of files. */
public final class Bundles {
    private static final ChunkerParameters SMALL = new ChunkerParameters("small", 1 << 10, 4 << 10, 16 << 10);

    private Bundles() {}

    /** Cuts a file small, so that little bytes make many chunks. */
    public static List<byte[]> chunks(byte[] file) {
        try {
            var chunks = new ArrayList<byte[]>();
            var chunker = new Chunker(SMALL, 64 << 10);
            chunker.push(file, 0, file.length, (b, offset, length) -> chunks.add(copy(b, offset, length)));
            chunker.finish((b, offset, length) -> chunks.add(copy(b, offset, length)));
            return chunks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] copy(byte[] bytes, int offset, int length) {
        return java.util.Arrays.copyOfRange(bytes, offset, offset + length);
    }

    public static ChunkId id(byte[] chunk) {
        return ChunkId.of(chunk, 0, chunk.length);
    }

    public static Manifest manifest(List<byte[]> chunks) {
        return new Manifest(chunks.stream()
                .map(chunk -> new ChunkRef(id(chunk), chunk.length))
                .toList());
    }

    public static byte[] ofChunks(List<byte[]> chunks, boolean compress) {
        var out = new ByteArrayOutputStream();
        try (var compressor = new Compressor()) {
            var writer = new BundleWriter(out);
            for (var chunk : chunks) {
                writer.chunk(
                        id(chunk),
                        compress
                                ? compressor.encode(chunk, 0, chunk.length)
                                : new Encoded(Codec.RAW, chunk.length, chunk, 0, chunk.length));
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] ofManifests(List<Manifest> manifests) {
        var out = new ByteArrayOutputStream();
        try {
            var writer = new BundleWriter(out);
            for (var manifest : manifests) {
                writer.manifest(manifest);
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
