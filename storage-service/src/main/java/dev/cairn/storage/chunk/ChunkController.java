package dev.cairn.storage.chunk;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.ContentId;
import dev.cairn.content.ContentIdList;
import dev.cairn.content.ManifestCodec;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.SumsList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.Pin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** The service's side of {@link ChunkApi}. */
@RestController
final class ChunkController implements ChunkApi {
    private final Ingest ingest;
    private final Contents contents;
    private final RecordIndex index;
    private final Patches patches;

    ChunkController(Ingest ingest, Contents contents, RecordIndex index, Patches patches) {
        this.ingest = ingest;
        this.contents = contents;
        this.index = index;
        this.patches = patches;
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
    public void putCut(SpaceId space, int crc32c, byte[] bundle) {
        Failures.told(() -> {
            ingest.putCut(space, crc32c, bundle);
            return true;
        });
    }

    @Override
    public byte[] sums(SpaceId space, byte[] ids) {
        var asked = decode(ids);
        if (asked.size() > SumsList.CHUNKS_MAX) {
            throw ProblemException.invalid("ids", "Sums of at most " + SumsList.CHUNKS_MAX + " chunks at once");
        }
        return SumsList.encode(Failures.told(() -> patches.sums(space, asked)));
    }

    @Override
    public void patch(SpaceId space, byte[] list) {
        try {
            var entries = PatchList.decode(list);
            Failures.told(() -> {
                patches.put(space, entries);
                return true;
            });
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("patches", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Pin putManifests(SpaceId space, byte[] bundle) {
        return Failures.told(() -> ingest.putManifests(space, bundle));
    }

    @Override
    public Pin pin(SpaceId space, byte[] ids) {
        try {
            var asked = ContentIdList.decode(ids);
            return Failures.told(() -> ingest.pin(space, contents, asked));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("contents", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public long epoch(SpaceId space, long atLeast) {
        return index.epoch(space, atLeast);
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
        var bytes = ByteBuffer.allocate(portion);
        try {
            contents.portions(space, manifest, offset, portion, source -> {
                var read = source.read();
                bytes.put(read.bytes(), read.offset(), read.length());
            });
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.array();
    }
}
