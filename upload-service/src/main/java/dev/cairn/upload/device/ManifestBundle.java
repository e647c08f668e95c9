package dev.cairn.upload.device;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleFrame;
import dev.cairn.content.BundleReader;
import dev.cairn.content.BundleWriter;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Manifests on their way to storage. Contents that are only named, not sent, are put again: that pins their chunks against the
 * garbage collector until the name is there.
 */
final class ManifestBundle {
    private final ChunkApi chunks;
    private final SpaceId space;
    private final List<Manifest> manifests = new ArrayList<>();
    private long length = BundleWriter.emptyBytes();

    ManifestBundle(ChunkApi chunks, SpaceId space) {
        this.chunks = chunks;
        this.space = space;
    }

    /** The manifests a device sent; no bytes at all stand for none. */
    static List<Manifest> read(byte[] bundle) {
        var manifests = new ArrayList<Manifest>();
        if (bundle.length == 0) {
            return manifests;
        }
        var reader = BundleReader.of(bundle);
        try {
            for (var frame = reader.next(); frame != null; frame = reader.next()) {
                if (!(frame instanceof BundleFrame.ManifestFrame(Manifest manifest))) {
                    throw ProblemException.invalid("manifests", "This bundle carries manifests only");
                }
                manifests.add(manifest);
            }
            return manifests;
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("manifests", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    /** Adds the manifest of a content the space must know already; its size. CHUNKS_MISSING when it does not. */
    long addKnown(ContentId content) {
        var manifest = known(content);
        int frame = BundleWriter.manifestFrameBytes(manifest);
        if (length + frame > Bundle.REQUEST_BYTES_MAX) {
            send();
        }
        manifests.add(manifest);
        length += frame;
        return manifest.size();
    }

    private Manifest known(ContentId content) {
        try {
            return ManifestCodec.decode(chunks.manifest(space, content));
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                throw new ProblemException(
                        Problem.CHUNKS_MISSING,
                        "The manifest of content " + content + " must be sent first",
                        Map.of("contents", List.of(content.toString())));
            }
            throw e;
        }
    }

    /** Everything added is durable when this returns. */
    void send() {
        if (manifests.isEmpty()) {
            return;
        }
        var bytes = new ByteArrayOutputStream((int) length);
        try {
            var out = new BundleWriter(bytes);
            for (var manifest : manifests) {
                out.manifest(manifest);
            }
            out.end();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        manifests.clear();
        length = BundleWriter.emptyBytes();
        chunks.putManifests(space, bytes.toByteArray());
    }
}
