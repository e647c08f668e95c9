package dev.cairn.storage.chunk;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.RecordKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Bytes out: manifests, chunks and ranges of contents, each byte checked before it leaves. */
public final class Contents {
    /** Chunks looked up at once while a content is streamed. */
    private static final int LOOKUP_CHUNKS = 256;

    private final KeyRing keyRing;
    private final RecordIndex index;
    private final PackReader packs;
    private final ManifestCache cache = new ManifestCache();
    private final MovedRecords moved;

    Contents(KeyRing keyRing, RecordIndex index, PackReader packs) {
        this.keyRing = keyRing;
        this.index = index;
        this.packs = packs;
        this.moved = new MovedRecords(index);
    }

    /** Takes the chunks that were asked for. */
    @FunctionalInterface
    public interface EncodedSink {
        /** One of them; its seal is checked, its hash is for the receiver to check. */
        void chunk(ChunkId id, Encoded chunk) throws IOException;
    }

    /** The manifest; NOT_FOUND when the space has no such content. */
    public Manifest manifest(SpaceId space, ContentId content) {
        var found = manifests(space, List.of(content)).get(content);
        if (found == null) {
            throw ProblemException.notFound("The content");
        }
        return found;
    }

    /** The manifests of those contents that the space has, in order. */
    public Map<ContentId, Manifest> manifests(SpaceId space, Collection<ContentId> contents) {
        var known = new HashMap<ContentId, Manifest>();
        for (var content : contents) {
            var cached = cache.get(space, content);
            if (cached != null) {
                known.put(content, cached);
            }
        }
        readManifests(
                space, contents.stream().filter(id -> !known.containsKey(id)).toList(), known);
        var inOrder = new LinkedHashMap<ContentId, Manifest>();
        for (var content : contents) {
            var manifest = known.get(content);
            if (manifest != null) {
                inOrder.put(content, manifest);
            }
        }
        return inOrder;
    }

    private void readManifests(SpaceId space, List<ContentId> contents, Map<ContentId, Manifest> known) {
        if (!contents.isEmpty()) {
            forEach(space, contents, Long.MAX_VALUE, (content, manifest) -> {
                cache.put(space, content, manifest);
                known.put(content, manifest);
            });
        }
    }

    /**
     * Reads the manifests of those contents that the space has, one at a time, in the order asked for; keeps none. TOO_LARGE, before
     * it reads any, when they have more than {@code bytesMax} together.
     */
    public void forEach(
            SpaceId space, Collection<ContentId> contents, long bytesMax, BiConsumer<ContentId, Manifest> action) {
        Failures.told(() -> {
            var keys = keyRing.keys(space);
            var names = new LinkedHashMap<ContentId, KeyedId>();
            contents.forEach(id -> names.put(id, Ingest.manifestName(keys, id)));
            var found = index.find(space, RecordKind.MANIFEST, names.values());
            if (found.values().stream().mapToLong(Located::plainLength).sum() > bytesMax) {
                throw new ProblemException(
                        Problem.TOO_LARGE, "The manifests of these contents have more than " + bytesMax + " bytes");
            }
            var reader = new RecordReader(packs, keys);
            names.forEach((content, name) -> {
                var located = found.get(name);
                if (located != null) {
                    moved.follow(
                                    keys.space(),
                                    RecordKind.MANIFEST,
                                    name,
                                    located,
                                    place -> reader.manifest(content, place))
                            .ifPresent(manifest -> action.accept(content, manifest));
                }
            });
            return true;
        });
    }

    /**
     * Writes {@code length} bytes of a content from {@code offset}; both within it. Each chunk is read once and checked before
     * any of it is written. Does not close the stream.
     */
    public void stream(SpaceId space, Manifest manifest, long offset, long length, OutputStream out)
            throws IOException {
        var slices = Slice.of(manifest, offset, length);
        for (int from = 0; from < slices.size(); from += LOOKUP_CHUNKS) {
            streamPortion(space, slices.subList(from, Math.min(slices.size(), from + LOOKUP_CHUNKS)), out);
        }
    }

    private void streamPortion(SpaceId space, List<Slice> slices, OutputStream out) throws IOException {
        var keys = Failures.told(() -> keyRing.keys(space));
        var located =
                locate(keys, slices.stream().map(Slice::chunk).map(ChunkRef::id).toList());
        var reader = new RecordReader(packs, keys);
        for (var slice : slices) {
            var id = slice.chunk().id();
            var plain = Failures.told(() -> {
                var place = located.get(id);
                var name = Ingest.chunkName(keys, id);
                return Optional.ofNullable(place)
                        .flatMap(
                                known -> moved.follow(space, RecordKind.CHUNK, name, known, at -> reader.plain(id, at)))
                        .orElseThrow(() -> new DamagedException("chunk " + name + " of a content is gone"));
            });
            out.write(plain, slice.from(), slice.length());
        }
    }

    /** Gives out those of the chunks that the space has, in the order asked for. */
    public void chunks(SpaceId space, List<ChunkId> ids, EncodedSink sink) throws IOException {
        var keys = Failures.told(() -> keyRing.keys(space));
        var located = locate(keys, ids);
        var reader = new RecordReader(packs, keys);
        for (var id : ids) {
            var place = located.get(id);
            if (place != null) {
                var name = Ingest.chunkName(keys, id);
                var chunk = Failures.told(
                        () -> moved.follow(space, RecordKind.CHUNK, name, place, at -> reader.encoded(id, at)));
                if (chunk.isPresent()) {
                    sink.chunk(id, chunk.get());
                }
            }
        }
    }

    private Map<ChunkId, Located> locate(DomainKeys keys, Collection<ChunkId> ids) {
        var names = new HashMap<ChunkId, KeyedId>();
        ids.forEach(id -> names.computeIfAbsent(id, chunk -> Ingest.chunkName(keys, chunk)));
        var found = index.find(keys.space(), RecordKind.CHUNK, names.values());
        var located = new HashMap<ChunkId, Located>();
        names.forEach((id, name) -> {
            var place = found.get(name);
            if (place != null) {
                located.put(id, place);
            }
        });
        return located;
    }

    /**
     * A piece of a chunk.
     *
     * @param from first byte within the chunk
     * @param length bytes
     */
    private record Slice(ChunkRef chunk, int from, int length) {
        static List<Slice> of(Manifest manifest, long offset, long length) {
            var slices = new ArrayList<Slice>();
            long end = offset + length;
            long begin = 0;
            for (var chunk : manifest.chunks()) {
                long from = Math.max(offset, begin);
                long to = Math.min(end, begin + chunk.length());
                if (from < to) {
                    slices.add(new Slice(chunk, (int) (from - begin), (int) (to - from)));
                }
                begin += chunk.length();
            }
            return slices;
        }
    }
}
