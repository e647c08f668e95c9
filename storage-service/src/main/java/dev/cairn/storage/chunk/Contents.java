package dev.cairn.storage.chunk;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.reply.Portion;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bytes out: manifests, chunks and ranges of contents, each byte checked before it leaves. */
public final class Contents {
    /** Chunks looked up at once while a content is streamed. */
    private static final int LOOKUP_CHUNKS = 256;

    /** Memory for each byte of a chunk that is read: it is held sealed and open. */
    public static final int BYTES_PER_BYTE = 2;

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
        /**
         * One of them.
         *
         * @param plainLength its bytes
         * @param chunk reads it, each time it is asked: its seal is checked, its hash is for the receiver to check; empty when it is
         *     gone by now
         */
        void chunk(ChunkId id, int plainLength, Supplier<Optional<Encoded>> chunk) throws IOException;
    }

    /** Takes the portions of a content in order. */
    @FunctionalInterface
    public interface PortionSink {
        /** One of them; nothing of it has been read. */
        void portion(Portion.Source portion) throws IOException;
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

    /**
     * The manifests of the first of those contents, in order: as many as fit into {@code bytesMax} when encoded, and at least one.
     * Those that the space does not have are left out.
     */
    public FirstManifests manifests(SpaceId space, List<ContentId> contents, long bytesMax) {
        var keys = Failures.told(() -> keyRing.keys(space));
        var names = new HashMap<ContentId, KeyedId>();
        for (var content : contents) {
            if (cache.get(space, content) == null) {
                names.put(content, Ingest.manifestName(keys, content));
            }
        }
        var found = index.find(space, RecordKind.MANIFEST, names.values());
        long bytes = 0;
        int looked = 0;
        for (var content : contents) {
            var cached = cache.get(space, content);
            var located = found.get(names.get(content));
            bytes += cached != null ? ManifestCodec.encodedLength(cached) : located == null ? 0 : located.plainLength();
            if (bytes > bytesMax && looked > 0) {
                break;
            }
            looked++;
        }
        return new FirstManifests(manifests(space, contents.subList(0, looked)), looked);
    }

    /**
     * Some of many.
     *
     * @param manifests of those contents that the space has, in order
     * @param looked how many contents were looked for
     */
    public record FirstManifests(Map<ContentId, Manifest> manifests, int looked) {}

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
        portions(space, manifest, offset, length, source -> {
            var portion = source.read();
            out.write(portion.bytes(), portion.offset(), portion.length());
        });
    }

    /** Gives out {@code length} bytes of a content from {@code offset}, both within it, chunk by chunk; each is checked when it is read. */
    public void portions(SpaceId space, Manifest manifest, long offset, long length, PortionSink sink)
            throws IOException {
        var keys = Failures.told(() -> keyRing.keys(space));
        var slices = Slice.of(manifest, offset, length).iterator();
        while (slices.hasNext()) {
            var some = new ArrayList<Slice>();
            while (slices.hasNext() && some.size() < LOOKUP_CHUNKS) {
                some.add(slices.next());
            }
            var located = locate(
                    keys, some.stream().map(Slice::chunk).map(ChunkRef::id).toList());
            var reader = new RecordReader(packs, keys);
            for (var slice : some) {
                sink.portion(
                        new Piece(keys, reader, slice, located.get(slice.chunk().id())));
            }
        }
    }

    /** A slice that is read when it is wanted. */
    private final class Piece implements Portion.Source {
        private final DomainKeys keys;
        private final RecordReader reader;
        private final Slice slice;
        private final @Nullable Located located;

        Piece(DomainKeys keys, RecordReader reader, Slice slice, @Nullable Located located) {
            this.keys = keys;
            this.reader = reader;
            this.slice = slice;
            this.located = located;
        }

        @Override
        public int bytesMax() {
            return BYTES_PER_BYTE * slice.chunk().length();
        }

        @Override
        public Portion read() {
            var id = slice.chunk().id();
            var plain = Failures.told(() -> {
                var name = Ingest.chunkName(keys, id);
                return Optional.ofNullable(located)
                        .flatMap(known ->
                                moved.follow(keys.space(), RecordKind.CHUNK, name, known, at -> reader.plain(id, at)))
                        .orElseThrow(() -> new DamagedException("chunk " + name + " of a content is gone"));
            });
            return new Portion(plain, slice.from(), slice.length());
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
                sink.chunk(
                        id,
                        place.plainLength(),
                        () -> Failures.told(() ->
                                moved.follow(space, RecordKind.CHUNK, name, place, at -> reader.encoded(id, at))));
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
        /** Made one by one, as a large content has very many. */
        static Stream<Slice> of(Manifest manifest, long offset, long length) {
            long end = offset + length;
            var begin = new long[] {0};
            return manifest.chunks().stream().<Slice>mapMulti((chunk, next) -> {
                long from = Math.max(offset, begin[0]);
                long to = Math.min(end, begin[0] + chunk.length());
                if (from < to) {
                    next.accept(new Slice(chunk, (int) (from - begin[0]), (int) (to - from)));
                }
                begin[0] += chunk.length();
            });
        }
    }
}
