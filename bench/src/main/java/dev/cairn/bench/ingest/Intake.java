package dev.cairn.bench.ingest;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Chunker;
import dev.cairn.content.ChunkerParameters;
import dev.cairn.content.Codec;
import dev.cairn.content.Crc32c;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Takes files in as the upload service does: cut, hashed, gathered into bundles that the storage service compresses, seals and makes
 * durable, two of them while the next is gathered (ADR 0043); then their manifests, many in one bundle.
 */
final class Intake {
    private static final int BUNDLE_BYTES = 4 << 20;
    private static final int AHEAD_MAX = 2;
    private static final int MANIFESTS_MAX = 1_000;
    private static final Executor BACKGROUND = task -> Thread.ofVirtual().start(task);

    private final ChunkApi storage;
    private final SpaceId space;
    private final Chunker chunker = new Chunker(ChunkerParameters.STANDARD, Chunker.BULK_BUFFER_BYTES);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * BUNDLE_BYTES);
    private final List<Manifest> manifests = new ArrayList<>();
    private final ArrayDeque<CompletableFuture<Void>> onTheirWay = new ArrayDeque<>();
    private BundleWriter bundle;

    Intake(ChunkApi storage, SpaceId space) throws IOException {
        this.storage = storage;
        this.space = space;
        this.bundle = new BundleWriter(bytes);
    }

    /** All files of a folder; durable on return. */
    void take(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                takeFile(file);
                return FileVisitResult.CONTINUE;
            }
        });
        sendManifests();
    }

    private void takeFile(Path file) throws IOException {
        var chunks = new ArrayList<ChunkRef>();
        try (var in = FileChannel.open(file)) {
            chunker.pushAll(in, (buffer, offset, length) -> chunks.add(add(buffer, offset, length)));
        }
        chunker.finish((buffer, offset, length) -> chunks.add(add(buffer, offset, length)));
        manifests.add(new Manifest(chunks));
        if (manifests.size() == MANIFESTS_MAX) {
            sendManifests();
        }
    }

    private ChunkRef add(byte[] buffer, int offset, int length) throws IOException {
        var id = ChunkId.of(buffer, offset, length);
        bundle.chunk(id, new Encoded(Codec.RAW, length, buffer, offset, length));
        if (bundle.bytesWritten() >= BUNDLE_BYTES) {
            sendChunks();
        }
        return new ChunkRef(id, length);
    }

    private void sendChunks() throws IOException {
        if (bundle.bytesWritten() > BundleWriter.emptyBytes()) {
            bundle.end();
            var sent = bytes.toByteArray();
            awaitAllBut(AHEAD_MAX - 1);
            onTheirWay.add(CompletableFuture.runAsync(() -> storage.putCut(space, Crc32c.of(sent), sent), BACKGROUND));
        }
        bytes.reset();
        bundle = new BundleWriter(bytes);
    }

    private void awaitAllBut(int left) {
        while (onTheirWay.size() > left) {
            onTheirWay.remove().join();
        }
    }

    /** Once all chunks are durable. */
    private void sendManifests() throws IOException {
        sendChunks();
        awaitAllBut(0);
        var out = new ByteArrayOutputStream();
        var writer = new BundleWriter(out);
        for (var manifest : manifests) {
            writer.manifest(manifest);
        }
        writer.end();
        if (out.size() > Bundle.REQUEST_BYTES_MAX) {
            throw new IOException("the files have more chunks than one bundle of manifests takes");
        }
        storage.putManifests(space, out.toByteArray());
        manifests.clear();
    }
}
