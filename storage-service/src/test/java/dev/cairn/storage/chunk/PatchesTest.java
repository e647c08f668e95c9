package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.PatchMaker;
import dev.cairn.content.delta.SumsList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesTest {
    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final BlobStore blobs;
    private final Engine engine;
    private final byte[] base = new byte[300_000];
    private final byte[] edited;

    PatchesTest(@TempDir Path folder) throws IOException {
        blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        engine = new Engine(TestPostgres.newDatabase(), blobs, folder.resolve("root.key"));
        new Random(1).nextBytes(base);
        edited = Arrays.copyOf(base, base.length + 5);
        edited[1_000] ^= 1;
        engine.api.put(space, Bundles.ofChunks(List.of(base), false));
    }

    @AfterEach
    void stop() {
        engine.close();
        blobs.close();
    }

    private byte[] patch() {
        var sums = SumsList.decode(engine.api.sums(space, ChunkIdList.encode(List.of(Bundles.id(base)))));
        var maker = new PatchMaker(Objects.requireNonNull(sums.get(Bundles.id(base))));
        return patches(Bundles.id(edited), Bundles.id(base), maker);
    }

    private byte[] patches(ChunkId chunk, ChunkId from, PatchMaker maker) {
        var patch = Objects.requireNonNull(maker.make(edited, edited.length));
        return PatchList.encode(List.of(new PatchList.Entry(new ChunkPair(chunk, from), patch)));
    }

    private static void assertRefused(Problem problem, Runnable work) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(work::run).satisfies(e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    @Test
    void aChunkIsMadeFromAnotherAndStored() {
        var patch = patch();
        assertThat(patch).hasSizeLessThan(6_000);
        engine.api.patch(space, patch);
        var content = Bundles.manifest(List.of(edited));
        engine.api.putManifests(space, Bundles.ofManifests(List.of(content)));
        assertThat(engine.api.read(space, content.id(), 0, edited.length)).isEqualTo(edited);

        var made = engine.patches.make(
                space,
                List.of(
                        new ChunkPair(Bundles.id(edited), Bundles.id(base)),
                        new ChunkPair(Bundles.id(edited), Bundles.id(new byte[] {1}))));
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().patch().apply(base, Bundles.id(edited))).isEqualTo(edited);
    }

    @Test
    void whatIsNotThereOrDoesNotFitIsRefused() {
        var sums = SumsList.decode(engine.api.sums(space, ChunkIdList.encode(List.of(Bundles.id(base)))));
        var maker = new PatchMaker(Objects.requireNonNull(sums.get(Bundles.id(base))));
        var other = new SpaceId(UUID.randomUUID());
        var patch = patch();
        assertRefused(Problem.CHUNKS_MISSING, () -> engine.api.patch(other, patch));
        assertThat(SumsList.decode(engine.api.sums(other, ChunkIdList.encode(List.of(Bundles.id(base))))))
                .isEmpty();
        assertRefused(
                Problem.CHECKSUM_MISMATCH,
                () -> engine.api.patch(space, patches(Bundles.id(new byte[] {7}), Bundles.id(base), maker)));
        assertRefused(Problem.INVALID_REQUEST, () -> engine.api.patch(space, new byte[] {1, 2, 3}));
        assertRefused(Problem.INVALID_REQUEST, () -> engine.api.sums(space, new byte[33 * ChunkId.LENGTH_BYTES]));
    }
}
