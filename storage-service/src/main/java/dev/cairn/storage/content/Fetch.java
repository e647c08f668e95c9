package dev.cairn.storage.content;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.storage.chunk.Contents;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Writes what a device wants of a space as a bundle, looking up many things at once and holding one at a time. */
final class Fetch {
    private static final int PORTION = 256;

    private final Contents contents;

    Fetch(Contents contents) {
        this.contents = contents;
    }

    /** Writes the bundle and its end; what the space does not have is left out. */
    void write(SpaceId space, FetchRequest request, OutputStream out) throws IOException {
        // What fails before the first byte can still be told as a problem.
        var first = contents.manifests(space, portion(request.contents(), 0));
        var bundle = new BundleWriter(out);
        for (int from = 0; from < request.contents().size(); from += PORTION) {
            var manifests = from == 0 ? first : contents.manifests(space, portion(request.contents(), from));
            writeContents(space, manifests.values(), bundle);
        }
        for (int from = 0; from < request.chunks().size(); from += PORTION) {
            contents.chunks(space, portion(request.chunks(), from), bundle::chunk);
        }
        bundle.end();
    }

    private static <T> List<T> portion(List<T> all, int from) {
        return all.subList(from, Math.min(all.size(), from + PORTION));
    }

    private void writeContents(SpaceId space, Collection<Manifest> manifests, BundleWriter bundle) throws IOException {
        var inline = new ArrayList<ChunkId>();
        var waiting = new ArrayDeque<Manifest>(manifests);
        for (var manifest : manifests) {
            if (isInline(manifest)) {
                manifest.chunks().forEach(chunk -> inline.add(chunk.id()));
            }
        }
        var writer = new InlineWriter(bundle, waiting);
        contents.chunks(space, inline, writer::chunk);
        writer.finish();
    }

    private static boolean isInline(Manifest manifest) {
        return manifest.size() <= FetchRequest.INLINE_BYTES_MAX;
    }

    /** Puts each manifest before the first of its chunks; chunks that are gone are passed over. */
    private static final class InlineWriter {
        private final BundleWriter bundle;
        private final ArrayDeque<Manifest> waiting;
        private Iterator<ChunkRef> expected = Collections.emptyIterator();

        InlineWriter(BundleWriter bundle, ArrayDeque<Manifest> waiting) {
            this.bundle = bundle;
            this.waiting = waiting;
        }

        void chunk(ChunkId id, Encoded chunk) throws IOException {
            while (!expects(id)) {
                next();
            }
            bundle.chunk(id, chunk);
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
