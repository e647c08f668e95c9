package dev.cairn.upload.session;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.Crc32c;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers cut chunks until they are worth a call to the storage service. Holds at most {@link #BYTES_MAX} and one chunk. */
final class ChunkBundle {
    /** From here on a bundle is sent. */
    static final int BYTES_MAX = 4 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Set<ChunkId> contained = new HashSet<>();
    private @Nullable BundleWriter writer;
    private int named;

    /** Copies a chunk in; one that is in already is only named. */
    ChunkRef add(byte[] from, int offset, int length) throws IOException {
        var id = ChunkId.of(from, offset, length);
        if (contained.add(id)) {
            if (writer == null) {
                writer = new BundleWriter(bytes);
            }
            writer.chunk(id, new Encoded(Codec.RAW, length, from, offset, length));
        }
        named += length;
        return new ChunkRef(id, length);
    }

    /** Whether it stands for so many bytes of the file that they should be made durable; repeated chunks count too. */
    boolean isFull() {
        return named >= BYTES_MAX;
    }

    /** The bundle, which must not be empty; the next one begins. */
    byte[] take() {
        if (writer == null) {
            throw new IllegalStateException("nothing was added");
        }
        try {
            writer.end();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        named = 0;
        writer = null;
        contained.clear();
        var bundle = bytes.toByteArray();
        bytes.reset();
        return bundle;
    }

    /** Stores what was added, which must not be nothing; durable when it returns. */
    void send(ChunkApi chunks, SpaceId space) {
        store(chunks, space, take());
    }

    /** Stores a bundle that was taken; durable when it returns. */
    static void store(ChunkApi chunks, SpaceId space, byte[] bundle) {
        // Every chunk in it was hashed here when it was cut.
        chunks.putCut(space, Crc32c.of(bundle), bundle);
    }

    /** Makes the content of these chunks, which were sent, durable. */
    static void store(ChunkApi chunks, SpaceId space, Manifest manifest) {
        long length = (long) BundleWriter.manifestFrameBytes(manifest) + BundleWriter.emptyBytes();
        if (length > Bundle.REQUEST_BYTES_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "A content has too many chunks");
        }
        var bytes = new ByteArrayOutputStream((int) length);
        try {
            var out = new BundleWriter(bytes);
            out.manifest(manifest);
            out.end();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        chunks.putManifests(space, bytes.toByteArray());
    }
}
