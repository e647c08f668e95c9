package dev.cairn.storage.content;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.reply.Portion;
import dev.cairn.contracts.reply.Reply;
import dev.cairn.contracts.reply.ReplyBudget;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.storage.chunk.Contents;
import dev.cairn.storage.chunk.Contents.EncodedSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes what a device wants of a space as a bundle, looking up many things at once and holding one at a time. */
final class Fetch {
    private static final int PORTION = 256;

    /** Of a portion, when encoded; about three times of it in memory. One larger manifest is a portion by itself. */
    private static final int MANIFEST_BYTES_MAX = 64 << 10;

    private static final int BUFFER_BYTES = 128 << 10;
    private static final int LASTING_BYTES = BUFFER_BYTES + 3 * MANIFEST_BYTES_MAX;

    private final Contents contents;
    private final ReplyBudget budget;

    Fetch(Contents contents, ReplyBudget budget) {
        this.contents = contents;
        this.budget = budget;
    }

    /** Writes the bundle and its end; what the space does not have is left out. */
    void write(SpaceId space, FetchRequest request, OutputStream to) throws IOException {
        try (var reply = budget.open(LASTING_BYTES)) {
            // What fails before the buffer is full can still be told as a problem.
            var out = new BufferedOutputStream(to, BUFFER_BYTES);
            var bundle = new BundleWriter(out);
            var chunks = new ChunkWriter(reply, out);
            for (int from = 0; from < request.contents().size(); ) {
                var some = contents.manifests(space, portion(request.contents(), from), MANIFEST_BYTES_MAX);
                writeContents(space, some.manifests().values(), bundle, chunks);
                from += some.looked();
            }
            for (int from = 0; from < request.chunks().size(); from += PORTION) {
                contents.chunks(space, portion(request.chunks(), from), chunks);
            }
            bundle.end();
        }
    }

    private static <T> List<T> portion(List<T> all, int from) {
        return all.subList(from, Math.min(all.size(), from + PORTION));
    }

    private void writeContents(SpaceId space, Collection<Manifest> manifests, BundleWriter bundle, ChunkWriter chunks)
            throws IOException {
        var inline = new ArrayList<ChunkId>();
        var waiting = new ArrayDeque<Manifest>(manifests);
        for (var manifest : manifests) {
            if (isInline(manifest)) {
                manifest.chunks().forEach(chunk -> inline.add(chunk.id()));
            }
        }
        var writer = new InlineWriter(bundle, waiting);
        contents.chunks(space, inline, (id, plainLength, chunk) -> {
            writer.before(id);
            chunks.chunk(id, plainLength, chunk);
        });
        writer.finish();
    }

    private static boolean isInline(Manifest manifest) {
        return manifest.size() <= FetchRequest.INLINE_BYTES_MAX;
    }

    /** Puts chunks into the bundle; what is gone by now is left out. */
    private record ChunkWriter(Reply reply, OutputStream out) implements EncodedSink {
        @Override
        public void chunk(ChunkId id, int plainLength, Supplier<Optional<Encoded>> chunk) throws IOException {
            reply.send(new Frame(id, plainLength, chunk), null, out);
        }
    }

    private record Frame(ChunkId id, int plainLength, Supplier<Optional<Encoded>> chunk) implements Portion.Source {
        private static final Portion NOTHING = new Portion(new byte[0], 0, 0);

        @Override
        public int bytesMax() {
            return Contents.BYTES_PER_BYTE * plainLength;
        }

        @Override
        public Portion read() {
            return chunk.get()
                    .map(found -> new Portion(
                            BundleWriter.chunkHead(id, found), found.bytes(), found.offset(), found.length()))
                    .orElse(NOTHING);
        }
    }

    /** Puts each manifest before the first of its chunks. */
    private static final class InlineWriter {
        private final BundleWriter bundle;
        private final ArrayDeque<Manifest> waiting;
        private Iterator<ChunkRef> expected = Collections.emptyIterator();

        InlineWriter(BundleWriter bundle, ArrayDeque<Manifest> waiting) {
            this.bundle = bundle;
            this.waiting = waiting;
        }

        /** What comes before this chunk. */
        void before(ChunkId id) throws IOException {
            while (!expects(id)) {
                next();
            }
        }

        private boolean expects(ChunkId id) {
            while (expected.hasNext()) {
                if (expected.next().id().equals(id)) {
                    return true;
                }
            }
            return false;
        }

        private void next() throws IOException {
            var manifest = waiting.remove();
            bundle.manifest(manifest);
            expected = isInline(manifest) ? manifest.chunks().iterator() : Collections.emptyIterator();
        }

        void finish() throws IOException {
            while (!waiting.isEmpty()) {
                next();
            }
        }
    }
}
