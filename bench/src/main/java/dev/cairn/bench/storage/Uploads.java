package dev.cairn.bench.storage;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.Crc32c;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Clients that upload, each one bundle after the other: two files, cut and hashed, of which only the first gets a name. So
 * of every pack about half is garbage soon.
 */
final class Uploads {
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int CHUNKS_OF_A_FILE = 8;
    private static final int NAMING_MAX = 100;

    private final StorageEngine engine;
    private final int clients;
    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final byte[] noise = new byte[CHUNK_BYTES];
    private final AtomicLong stamps = new AtomicLong();

    Uploads(StorageEngine engine, int clients) {
        this.engine = engine;
        this.clients = clients;
        new Random(1).nextBytes(noise);
    }

    /** Uploads for so long, and returns how many bytes were acknowledged in it. */
    long run(double seconds) throws Exception {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.invokeAll(IntStream.range(0, clients)
                    .<Callable<Long>>mapToObj(_ -> () -> one(until))
                    .toList());
            long bytes = 0;
            for (var client : running) {
                bytes += client.get();
            }
            return bytes;
        }
    }

    private long one(long until) throws IOException {
        long bytes = 0;
        while (System.nanoTime() < until) {
            bytes += upload();
        }
        return bytes;
    }

    /** The bytes of both files. */
    private long upload() throws IOException {
        var bytes = new ByteArrayOutputStream(2 * CHUNKS_OF_A_FILE * (CHUNK_BYTES + 64));
        var bundle = new BundleWriter(bytes);
        var first = file(bundle);
        var second = file(bundle);
        bundle.end();
        var sent = bytes.toByteArray();
        engine.chunks().putCut(space, Crc32c.of(sent), sent);
        pin(second);
        for (int attempt = 0; !engine.names().name(space, first.id(), pin(first)); attempt++) {
            if (attempt == NAMING_MAX) {
                throw new IOException("a pin was never in time");
            }
        }
        return first.size() + second.size();
    }

    /** Of random bytes that never were before. */
    private Manifest file(BundleWriter bundle) throws IOException {
        var chunks = new ArrayList<ChunkRef>();
        for (int i = 0; i < CHUNKS_OF_A_FILE; i++) {
            var chunk = noise.clone();
            ByteBuffer.wrap(chunk).putLong(stamps.incrementAndGet());
            var id = ChunkId.of(chunk, 0, chunk.length);
            bundle.chunk(id, new Encoded(Codec.RAW, chunk.length, chunk, 0, chunk.length));
            chunks.add(new ChunkRef(id, chunk.length));
        }
        return new Manifest(chunks);
    }

    private long pin(Manifest manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var bundle = new BundleWriter(bytes);
        bundle.manifest(manifest);
        bundle.end();
        return engine.chunks().putManifests(space, bytes.toByteArray()).epoch();
    }
}
