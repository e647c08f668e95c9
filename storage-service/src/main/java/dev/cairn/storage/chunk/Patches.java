package dev.cairn.storage.chunk;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.PatchMaker;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What chunks that are much alike have in common does not travel again: what those who send must know of the chunks that are there,
 * chunks made from patches, and patches for those who fetch. A few at a time, as each holds some chunks of up to 4 MiB.
 */
public final class Patches {
    private static final int AT_ONCE_MAX = 4;
    private static final int WAIT_SECONDS = 10;
    private static final int BUNDLE_BYTES = 1 << 20;

    /** A patch has to save this part of the chunk: then it is worth two reads of chunks. */
    private static final int SAVES = 8;

    /** After so many no more patches go into a reply. */
    private static final int REPLY_BYTES = 4 << 20;

    /** Most bytes of a reply's patches: what it may have before the last one, and that. */
    public static final int REPLY_BYTES_MAX = REPLY_BYTES + Manifest.ChunkRef.LENGTH_MAX;

    private final Contents contents;
    private final Ingest ingest;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    Patches(Contents contents, Ingest ingest) {
        this.contents = contents;
        this.ingest = ingest;
    }

    /** Of those of the chunks that the space has. */
    Map<ChunkId, BlockSums> sums(SpaceId space, List<ChunkId> ids) {
        return inTurn(() -> {
            var sums = new LinkedHashMap<ChunkId, BlockSums>();
            for (var id : ids) {
                var bytes = bytes(space, id);
                if (bytes != null) {
                    sums.put(id, BlockSums.of(bytes));
                }
            }
            return sums;
        });
    }

    /** Stores the chunks that the patches make; durable when it returns. */
    void put(SpaceId space, List<PatchList.Entry> patches) {
        inTurn(() -> {
            var bundle = new Outgoing(space);
            for (var entry : patches) {
                bundle.add(entry.chunks().chunk(), made(space, entry));
            }
            bundle.flush();
            return true;
        });
    }

    private byte[] made(SpaceId space, PatchList.Entry entry) {
        var base = bytes(space, entry.chunks().base());
        if (base == null) {
            throw new ProblemException(
                    Problem.CHUNKS_MISSING,
                    "The chunk that a patch is for is not in this space",
                    Map.of("missing", List.of(entry.chunks().base().toString())));
        }
        try {
            return entry.patch().apply(base, entry.chunks().chunk());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.CHECKSUM_MISMATCH, String.valueOf(e.getMessage()));
        }
    }

    /**
     * How to make each chunk from its base; without those that the space lacks, those of which too little is the same, and those
     * that would be too many bytes together.
     */
    public List<PatchList.Entry> make(SpaceId space, List<ChunkPair> pairs) {
        return inTurn(() -> {
            var patches = new ArrayList<PatchList.Entry>();
            int bytes = 0;
            for (var pair : pairs) {
                if (bytes >= REPLY_BYTES) {
                    break;
                }
                var base = bytes(space, pair.base());
                var chunk = base == null ? null : bytes(space, pair.chunk());
                if (base != null && chunk != null) {
                    var patch = new PatchMaker(BlockSums.of(base)).make(chunk, chunk.length - chunk.length / SAVES);
                    if (patch != null) {
                        patches.add(new PatchList.Entry(pair, patch));
                        bytes += patch.bytes().length;
                    }
                }
            }
            return patches;
        });
    }

    private byte @Nullable [] bytes(SpaceId space, ChunkId id) {
        var found = new ArrayList<byte[]>();
        try {
            contents.chunks(space, List.of(id), (_, _, chunk) -> chunk.get()
                    .map(Encoded::plain)
                    .ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(Problem.UNAVAILABLE, "Many chunks are being compared at the moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "The server is stopping");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** Chunks that are stored some at a time, so that they share a pack and few are held. */
    private final class Outgoing {
        private final SpaceId space;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable BundleWriter bundle;

        Outgoing(SpaceId space) {
            this.space = space;
        }

        void add(ChunkId id, byte[] chunk) {
            try {
                if (bundle == null) {
                    bundle = new BundleWriter(bytes);
                }
                bundle.chunk(id, new Encoded(Codec.RAW, chunk.length, chunk, 0, chunk.length));
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
            if (bytes.size() >= BUNDLE_BYTES) {
                flush();
            }
        }

        void flush() {
            if (bundle == null) {
                return;
            }
            try {
                bundle.end();
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
            ingest.put(space, bytes.toByteArray());
            bytes.reset();
            bundle = null;
        }
    }
}
