package dev.cairn.testkit.fake;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleFrame;
import dev.cairn.content.BundleReader;
import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.Codec;
import dev.cairn.content.ContentId;
import dev.cairn.content.ContentIdList;
import dev.cairn.content.Crc32c;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.ManifestCodec;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.PatchMaker;
import dev.cairn.content.delta.SumsList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.storage.Pin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The storage service in memory. Every chunk is verified against its id. Nothing is bounded but single requests. Thread-safe. */
public final class FakeChunkStore implements ChunkApi {
    private static final int MISSING_TOLD_MAX = 1_000;

    private final Map<SpaceId, Domain> domains = new ConcurrentHashMap<>();
    private final Map<SpaceId, Long> epochs = new ConcurrentHashMap<>();

    private record Domain(Map<ChunkId, byte[]> chunks, Map<ContentId, Manifest> contents) {
        Domain() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        Manifest manifest(ContentId content) {
            var manifest = contents.get(content);
            if (manifest == null) {
                throw ProblemException.notFound("This content");
            }
            return manifest;
        }

        byte[] chunk(ChunkId id) {
            var bytes = chunks.get(id);
            if (bytes == null) {
                throw ProblemException.notFound("This chunk");
            }
            return bytes;
        }
    }

    @Override
    public byte[] missing(SpaceId space, byte[] ids) {
        var lacking = new LinkedHashSet<>(idsOf(ids));
        lacking.removeAll(domain(space).chunks().keySet());
        return ChunkIdList.encode(lacking);
    }

    @Override
    public void put(SpaceId space, byte[] bundle) {
        for (var frame : frames(bundle)) {
            switch (frame) {
                case BundleFrame.ChunkFrame(ChunkId id, Encoded chunk) ->
                    domain(space).chunks().put(id, verified(id, chunk));
                case BundleFrame.ManifestFrame _ ->
                    throw ProblemException.invalid("body", "A bundle of chunks has no manifests");
            }
        }
    }

    /** Looks twice: a test should notice an id that its upload took from somebody else. */
    @Override
    public void putCut(SpaceId space, int crc32c, byte[] bundle) {
        if (Crc32c.of(bundle) != crc32c) {
            throw new ProblemException(Problem.CHECKSUM_MISMATCH, "The bundle changed on its way");
        }
        put(space, bundle);
    }

    @Override
    public byte[] sums(SpaceId space, byte[] ids) {
        var sums = new LinkedHashMap<ChunkId, BlockSums>();
        for (var id : idsOf(ids)) {
            var bytes = domain(space).chunks().get(id);
            if (bytes != null) {
                sums.put(id, BlockSums.of(bytes));
            }
        }
        return SumsList.encode(sums);
    }

    @Override
    public void patch(SpaceId space, byte[] patches) {
        var chunks = domain(space).chunks();
        for (var entry : PatchList.decode(patches)) {
            var base = chunks.get(entry.chunks().base());
            if (base == null) {
                throw new ProblemException(Problem.CHUNKS_MISSING, "The chunk that a patch is for is not there");
            }
            var id = entry.chunks().chunk();
            try {
                chunks.put(id, entry.patch().apply(base, id));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.CHECKSUM_MISMATCH, "The patch does not make chunk " + id);
            }
        }
    }

    /** What the storage service replies to a device that has chunks much like those it wants. */
    public byte[] patches(SpaceId space, byte[] pairs) {
        var chunks = domain(space).chunks();
        var patches = new ArrayList<PatchList.Entry>();
        for (var pair : ChunkPair.decode(pairs)) {
            var chunk = chunks.get(pair.chunk());
            var base = chunks.get(pair.base());
            if (chunk != null && base != null) {
                var patch = new PatchMaker(BlockSums.of(base)).make(chunk, chunk.length - chunk.length / 8);
                if (patch != null) {
                    patches.add(new PatchList.Entry(pair, patch));
                }
            }
        }
        return PatchList.encode(patches);
    }

    @Override
    public Pin putManifests(SpaceId space, byte[] bundle) {
        var manifests = new ArrayList<Manifest>();
        for (var frame : frames(bundle)) {
            switch (frame) {
                case BundleFrame.ManifestFrame(Manifest manifest) -> manifests.add(manifest);
                case BundleFrame.ChunkFrame _ ->
                    throw ProblemException.invalid("body", "A bundle of manifests has no chunks");
            }
        }
        var domain = domain(space);
        var missing = new LinkedHashSet<ChunkId>();
        for (var manifest : manifests) {
            for (var chunk : manifest.chunks()) {
                var present = domain.chunks().get(chunk.id());
                if (present == null) {
                    missing.add(chunk.id());
                } else if (present.length != chunk.length()) {
                    throw ProblemException.invalid("body", "Chunk " + chunk.id() + " has another length");
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.CHUNKS_MISSING,
                    missing.size() + " chunks were never uploaded",
                    Map.of(
                            "missing",
                            missing.stream()
                                    .limit(MISSING_TOLD_MAX)
                                    .map(ChunkId::toString)
                                    .toList()));
        }
        manifests.forEach(manifest -> domain.contents().put(manifest.id(), manifest));
        return new Pin(epoch(space, 0), manifests.stream().map(Manifest::size).toList());
    }

    @Override
    public Pin pin(SpaceId space, byte[] contents) {
        var domain = domain(space);
        var sizes = new ArrayList<Long>();
        for (var id : ContentIdList.decode(contents)) {
            var manifest = domain.contents().get(id);
            if (manifest == null) {
                throw new ProblemException(
                        Problem.CHUNKS_MISSING,
                        "The manifest of content " + id + " must be sent first",
                        Map.of("contents", List.of(id.toString())));
            }
            sizes.add(manifest.size());
        }
        return new Pin(epoch(space, 0), sizes);
    }

    /** Nothing is ever collected here. */
    @Override
    public long epoch(SpaceId space, long atLeast) {
        return epochs.merge(space, atLeast, Math::max);
    }

    @Override
    public byte[] manifest(SpaceId space, ContentId content) {
        return ManifestCodec.encode(domain(space).manifest(content));
    }

    @Override
    public byte[] read(SpaceId space, ContentId content, long offset, int length) {
        if (offset < 0) {
            throw ProblemException.invalid("offset", "The offset is not negative");
        }
        if (length < 1 || length > READ_MAX) {
            throw ProblemException.invalid("length", "The length is 1 to " + READ_MAX);
        }
        var domain = domain(space);
        var manifest = domain.manifest(content);
        if (offset > manifest.size()) {
            throw new ProblemException(Problem.RANGE_NOT_SATISFIABLE, "The content has " + manifest.size() + " bytes");
        }
        var out = new ByteArrayOutputStream();
        long chunkStart = 0;
        for (var ref : manifest.chunks()) {
            long from = Math.max(offset, chunkStart);
            long to = Math.min(offset + length, chunkStart + ref.length());
            if (from < to) {
                out.write(domain.chunk(ref.id()), (int) (from - chunkStart), (int) (to - from));
            }
            chunkStart += ref.length();
        }
        return out.toByteArray();
    }

    /** What the fetch endpoint of the storage service replies: a bundle; contents and chunks the space lacks are left out. */
    public byte[] fetch(SpaceId space, FetchRequest request) {
        if (request.contents().size() > FetchRequest.ITEMS_MAX
                || request.chunks().size() > FetchRequest.ITEMS_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "At most " + FetchRequest.ITEMS_MAX + " items of each kind");
        }
        var domain = domain(space);
        var bytes = new ByteArrayOutputStream();
        try {
            var out = new BundleWriter(bytes);
            for (var content : request.contents()) {
                var manifest = domain.contents().get(content);
                if (manifest != null) {
                    out.manifest(manifest);
                    if (manifest.size() <= FetchRequest.INLINE_BYTES_MAX) {
                        writeChunks(
                                out,
                                domain,
                                manifest.chunks().stream()
                                        .map(Manifest.ChunkRef::id)
                                        .distinct()
                                        .toList());
                    }
                }
            }
            writeChunks(out, domain, request.chunks());
            out.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The whole bytes of a content. */
    public byte[] bytes(SpaceId space, ContentId content) {
        var domain = domain(space);
        var out = new ByteArrayOutputStream();
        domain.manifest(content).chunks().forEach(ref -> out.writeBytes(domain.chunk(ref.id())));
        return out.toByteArray();
    }

    /** Whether the content could be read whole. */
    public boolean has(SpaceId space, ContentId content) {
        return domain(space).contents().containsKey(content);
    }

    /** How many different chunks the space has. */
    public int chunkCount(SpaceId space) {
        return domain(space).chunks().size();
    }

    /** Loses everything of a space, as no real store may. */
    public void lose(SpaceId space) {
        domains.remove(space);
    }

    private static void writeChunks(BundleWriter out, Domain domain, List<ChunkId> ids) throws IOException {
        for (var id : ids) {
            var bytes = domain.chunks().get(id);
            if (bytes != null) {
                out.chunk(id, new Encoded(Codec.RAW, bytes.length, bytes, 0, bytes.length));
            }
        }
    }

    private Domain domain(SpaceId space) {
        return domains.computeIfAbsent(space, _ -> new Domain());
    }

    private static byte[] verified(ChunkId id, Encoded chunk) {
        try {
            return chunk.plain(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.CHECKSUM_MISMATCH, "The bytes sent for chunk " + id + " are not that chunk");
        }
    }

    private static List<ChunkId> idsOf(byte[] ids) {
        try {
            return ChunkIdList.decode(ids);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", String.valueOf(e.getMessage()));
        }
    }

    /** All frames; chunk frames are copied out of the reader's buffer. */
    private static List<BundleFrame> frames(byte[] bundle) {
        if (bundle.length > Bundle.REQUEST_BYTES_MAX) {
            throw new ProblemException(
                    Problem.TOO_LARGE, "A bundle has at most " + Bundle.REQUEST_BYTES_MAX + " bytes");
        }
        var frames = new ArrayList<BundleFrame>();
        var reader = BundleReader.of(bundle);
        try {
            for (var frame = reader.next(); frame != null; frame = reader.next()) {
                frames.add(
                        frame instanceof BundleFrame.ChunkFrame(ChunkId id, Encoded chunk)
                                ? new BundleFrame.ChunkFrame(id, copy(chunk))
                                : frame);
            }
            return frames;
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Encoded copy(Encoded chunk) {
        var bytes = new byte[chunk.length()];
        System.arraycopy(chunk.bytes(), chunk.offset(), bytes, 0, bytes.length);
        return new Encoded(chunk.codec(), chunk.plainLength(), bytes, 0, bytes.length);
    }
}
