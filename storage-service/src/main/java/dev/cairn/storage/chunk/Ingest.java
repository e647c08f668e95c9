package dev.cairn.storage.chunk;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleFrame;
import dev.cairn.content.BundleFrame.ChunkFrame;
import dev.cairn.content.BundleFrame.ManifestFrame;
import dev.cairn.content.BundleReader;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.ContentId;
import dev.cairn.content.Crc32c;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.Pin;
import dev.cairn.storage.chunk.IngestWorkers.Worker;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.crypto.Sealer;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.PackCommitter;
import dev.cairn.storage.pack.PackRecord;
import dev.cairn.storage.pack.RecordKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Bytes in. A bundle is read twice where it lies: first every chunk is checked against its id, then those the space lacks are
 * compressed and sealed; so nothing but the bundle and its sealed records is ever held.
 */
final class Ingest {
    private static final int MISSING_TOLD_MAX = 1000;
    private static final int PINNED_AT_ONCE = 8192;

    private final KeyRing keyRing;
    private final GroupedLookups index;
    private final Function<SpaceId, PackCommitter> committers;
    private final IngestWorkers workers;
    private final SecureRandom random;
    private final Foreground foreground;

    Ingest(
            KeyRing keyRing,
            GroupedLookups index,
            Function<SpaceId, PackCommitter> committers,
            IngestWorkers workers,
            SecureRandom random,
            Foreground foreground) {
        this.keyRing = keyRing;
        this.index = index;
        this.committers = committers;
        this.workers = workers;
        this.random = random;
        this.foreground = foreground;
    }

    /** Those of the ids that the space lacks, in order, each once; the others are pinned. */
    List<ChunkId> missing(SpaceId space, List<ChunkId> ids) {
        var keys = keyRing.keys(space);
        var byKeyedId = new LinkedHashMap<KeyedId, ChunkId>(2 * ids.size());
        for (var id : new LinkedHashSet<>(ids)) {
            byKeyedId.put(chunkName(keys, id), id);
        }
        byKeyedId
                .keySet()
                .removeAll(index.pin(space, RecordKind.CHUNK, byKeyedId.keySet())
                        .found()
                        .keySet());
        return List.copyOf(byKeyedId.values());
    }

    /** Stores the chunks of a bundle; durable on return. */
    void put(SpaceId space, byte[] bundle) {
        checkLength(bundle);
        var keys = keyRing.keys(space);
        foreground.serve(() -> {
            store(keys, bundle, workers.with(_ -> verified(keys, bundle)));
            return true;
        });
    }

    /** As {@link #put}, of chunks which the caller has hashed itself; the CRC32C says that they are still the same. */
    void putCut(SpaceId space, int crc32c, byte[] bundle) {
        checkLength(bundle);
        if (Crc32c.of(bundle) != crc32c) {
            throw new ProblemException(Problem.CHECKSUM_MISMATCH, "The bundle changed on its way");
        }
        var keys = keyRing.keys(space);
        var offered = new ArrayList<KeyedId>();
        forEachChunk(bundle, (id, chunk) -> {
            if (chunk.codec() != Codec.RAW) {
                throw ProblemException.invalid("bundle", "Chunks that are not hashed again come as they are");
            }
            offered.add(chunkName(keys, id));
        });
        foreground.serve(() -> {
            store(keys, bundle, offered);
            return true;
        });
    }

    /** @param offered the names of the bundle's chunks, in order */
    private void store(DomainKeys keys, byte[] bundle, List<KeyedId> offered) {
        var wanted = new HashSet<>(offered);
        wanted.removeAll(
                index.pin(keys.space(), RecordKind.CHUNK, wanted).found().keySet());
        if (!wanted.isEmpty()) {
            committers
                    .apply(keys.space())
                    .commit(
                            PackRecord.bytesMax(wanted.size(), bundle.length),
                            () -> workers.with(worker -> sealed(worker, keys, bundle, offered, wanted)));
        }
    }

    private static void checkLength(byte[] bundle) {
        if (bundle.length > Bundle.REQUEST_BYTES_MAX) {
            throw new ProblemException(
                    Problem.TOO_LARGE, "A bundle has at most " + Bundle.REQUEST_BYTES_MAX + " bytes");
        }
    }

    private static List<KeyedId> verified(DomainKeys keys, byte[] bundle) {
        var names = new ArrayList<KeyedId>();
        forEachChunk(bundle, (id, chunk) -> {
            verify(id, chunk);
            names.add(chunkName(keys, id));
        });
        return names;
    }

    private static void verify(ChunkId id, Encoded chunk) {
        try {
            if (chunk.codec() != Codec.RAW) {
                chunk.plain(id);
            } else if (!ChunkId.of(chunk.bytes(), chunk.offset(), chunk.length())
                    .equals(id)) {
                throw new IllegalArgumentException("the bytes sent for chunk " + id + " are not that chunk");
            }
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.CHECKSUM_MISMATCH,
                    "Chunk " + id + " is not what its id says",
                    Map.of("chunk", id.toString()));
        }
    }

    private List<PackRecord> sealed(
            Worker worker, DomainKeys keys, byte[] bundle, List<KeyedId> offered, Set<KeyedId> wanted) {
        var records = new ArrayList<PackRecord>(wanted.size());
        var names = offered.iterator();
        forEachChunk(bundle, (_, sent) -> {
            var name = names.next();
            // A chunk that comes twice in one bundle is wanted once.
            if (wanted.remove(name)) {
                var chunk = sent.codec() == Codec.RAW
                        ? worker.compressor().encode(sent.bytes(), sent.offset(), sent.length())
                        : sent;
                records.add(Sealable.chunk(name, chunk).seal(worker.sealer(), keys, nonce()));
            }
        });
        return records;
    }

    /** Stores the manifests of a bundle; durable and pinned on return; all or, when a chunk is missing, none. */
    Pin putManifests(SpaceId space, byte[] bundle) {
        checkLength(bundle);
        var keys = keyRing.keys(space);
        var manifests = manifests(bundle);
        // Chunks first: what is pinned later is pinned at the same epoch or a later one.
        long epoch = pinChunks(keys, manifests);
        var encoded = new LinkedHashMap<KeyedId, byte[]>();
        for (var manifest : manifests) {
            var bytes = ManifestCodec.encode(manifest);
            encoded.put(manifestName(keys, ContentId.of(bytes, 0, bytes.length)), bytes);
        }
        encoded.keySet()
                .removeAll(index.pin(space, RecordKind.MANIFEST, encoded.keySet())
                        .found()
                        .keySet());
        if (!encoded.isEmpty()) {
            committers
                    .apply(space)
                    .commit(
                            PackRecord.bytesMax(encoded.size(), bundle.length),
                            () -> workers.with(worker -> encoded.entrySet().stream()
                                    .map(entry -> Sealable.manifest(entry.getKey(), entry.getValue())
                                            .seal(worker.sealer(), keys, nonce()))
                                    .toList()));
        }
        return new Pin(epoch, manifests.stream().map(Manifest::size).toList());
    }

    /** Pins contents that were stored before. */
    Pin pin(SpaceId space, Contents contents, List<ContentId> ids) {
        var keys = keyRing.keys(space);
        var sizes = new HashMap<ContentId, Long>();
        // Before any other: what is pinned later is pinned at the same epoch or a later one.
        long epoch = index.pin(space, RecordKind.CHUNK, List.of()).epoch();
        var waiting = new ArrayList<Manifest>();
        int[] chunks = {0};
        contents.forEach(space, new LinkedHashSet<>(ids), ChunkApi.PIN_BYTES_MAX, (id, manifest) -> {
            sizes.put(id, manifest.size());
            waiting.add(manifest);
            chunks[0] += manifest.chunks().size();
            if (chunks[0] > PINNED_AT_ONCE) {
                pinChunks(keys, waiting);
                waiting.clear();
                chunks[0] = 0;
            }
        });
        pinChunks(keys, waiting);
        var names = new HashSet<KeyedId>();
        sizes.keySet().forEach(id -> names.add(manifestName(keys, id)));
        var found = index.pin(space, RecordKind.MANIFEST, names).found();
        var lacking = new LinkedHashSet<String>();
        for (var id : ids) {
            if (!sizes.containsKey(id) || !found.containsKey(manifestName(keys, id))) {
                lacking.add(id.toString());
            }
        }
        if (!lacking.isEmpty()) {
            throw new ProblemException(
                    Problem.CHUNKS_MISSING,
                    "The manifests of " + lacking.size() + " contents must be sent first",
                    Map.of("contents", lacking.stream().limit(MISSING_TOLD_MAX).toList()));
        }
        return new Pin(epoch, ids.stream().map(sizes::get).toList());
    }

    private long pinChunks(DomainKeys keys, List<Manifest> manifests) {
        var lengths = new HashMap<ChunkId, ChunkRef>();
        for (var manifest : manifests) {
            for (var chunk : manifest.chunks()) {
                var other = lengths.putIfAbsent(chunk.id(), chunk);
                if (other != null && other.length() != chunk.length()) {
                    throw wrongLength(chunk);
                }
            }
        }
        var named = new HashMap<KeyedId, ChunkRef>(2 * lengths.size());
        lengths.values().forEach(chunk -> named.put(chunkName(keys, chunk.id()), chunk));
        var pinned = index.pin(keys.space(), RecordKind.CHUNK, named.keySet());
        var missing = new ArrayList<String>();
        named.forEach((name, chunk) -> {
            var located = pinned.found().get(name);
            if (located == null) {
                missing.add(chunk.id().toString());
            } else if (located.plainLength() != chunk.length()) {
                throw wrongLength(chunk);
            }
        });
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.CHUNKS_MISSING,
                    missing.size() + " chunks were never uploaded to this space",
                    Map.of("missing", missing.stream().limit(MISSING_TOLD_MAX).toList()));
        }
        return pinned.epoch();
    }

    private static ProblemException wrongLength(ChunkRef chunk) {
        return ProblemException.invalid(
                "bundle", "Chunk " + chunk.id() + " does not have " + chunk.length() + " bytes");
    }

    private byte[] nonce() {
        var nonce = new byte[Sealer.NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    static KeyedId manifestName(DomainKeys keys, ContentId id) {
        return keys.keyedId(RecordKind.MANIFEST.code(), id.toBytes());
    }

    static KeyedId chunkName(DomainKeys keys, ChunkId id) {
        return keys.keyedId(RecordKind.CHUNK.code(), id.toBytes());
    }

    private static void forEachChunk(byte[] bundle, BiConsumer<ChunkId, Encoded> action) {
        forEachFrame(bundle, frame -> {
            switch (frame) {
                case ChunkFrame(var id, var chunk) -> action.accept(id, chunk);
                case ManifestFrame _ -> throw new IllegalArgumentException("manifests do not belong into this bundle");
            }
        });
    }

    private static List<Manifest> manifests(byte[] bundle) {
        var manifests = new ArrayList<Manifest>();
        forEachFrame(bundle, frame -> {
            switch (frame) {
                case ChunkFrame _ -> throw new IllegalArgumentException("chunks do not belong into this bundle");
                case ManifestFrame(var manifest) -> manifests.add(manifest);
            }
        });
        return manifests;
    }

    private static void forEachFrame(byte[] bundle, Consumer<BundleFrame> action) {
        try {
            var reader = BundleReader.of(bundle);
            for (var frame = reader.next(); frame != null; frame = reader.next()) {
                action.accept(frame);
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("bundle", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
