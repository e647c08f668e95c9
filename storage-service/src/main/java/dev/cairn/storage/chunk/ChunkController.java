package dev.cairn.storage.chunk;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.ContentId;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** The service's side of {@link ChunkApi}. */
@RestController
final class ChunkController implements ChunkApi {
    private final Ingest ingest;
    private final Contents contents;

    ChunkController(Ingest ingest, Contents contents) {
        this.ingest = ingest;
        this.contents = contents;
    }

    @Override
    public byte[] missing(SpaceId space, byte[] ids) {
        var asked = decode(ids);
        return ChunkIdList.encode(Failures.told(() -> ingest.missing(space, asked)));
    }

    private static List<ChunkId> decode(byte[] ids) {
        try {
            return ChunkIdList.decode(ids);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("ids", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void put(SpaceId space, byte[] bundle) {
        Failures.told(() -> {
            ingest.put(space, bundle);
            return true;
        });
    }

    @Override
    public void putManifests(SpaceId space, byte[] bundle) {
        Failures.told(() -> {
            ingest.putManifests(space, bundle);
            return true;
        });
    }

    @Override
    public byte[] manifest(SpaceId space, ContentId content) {
        return ManifestCodec.encode(contents.manifest(space, content));
    }

    @Override
    public byte[] read(SpaceId space, ContentId content, long offset, int length) {
        if (length < 0 || length > READ_MAX) {
            throw ProblemException.invalid("length", "A read has 0 to " + READ_MAX + " bytes");
        }
        var manifest = contents.manifest(space, content);
        long size = manifest.size();
        if (offset < 0 || offset > size) {
            throw new ProblemException(Problem.RANGE_NOT_SATISFIABLE, "The content has " + size + " bytes");
        }
        int portion = (int) Math.min(length, size - offset);
        var bytes = new ByteArrayOutputStream(portion);
        try {
            contents.stream(space, manifest, offset, portion, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
