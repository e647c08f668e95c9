package dev.cairn.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.Codec;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.FetchRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FakeChunkStoreTest {
    private static final SpaceId SPACE = new SpaceId(new UUID(1, 1));
    private static final SpaceId OTHER = new SpaceId(new UUID(2, 2));
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WORLD = " world".getBytes(StandardCharsets.UTF_8);

    private final FakeChunkStore store = new FakeChunkStore();

    @Test
    void keepsChunksAndContentsPerSpace() throws IOException {
        store.put(SPACE, chunks(HELLO, WORLD));
        var manifest = manifest(HELLO, WORLD);
        store.putManifests(SPACE, manifests(manifest));

        assertThat(store.missing(SPACE, ChunkIdList.encode(List.of(id(HELLO))))).isEmpty();
        assertThat(store.missing(OTHER, ChunkIdList.encode(List.of(id(HELLO), id(HELLO)))))
                .isEqualTo(id(HELLO).toBytes());
        assertThat(store.read(SPACE, manifest.id(), 3, 4)).asString().isEqualTo("lo w");
        assertThat(store.read(SPACE, manifest.id(), 11, 4)).isEmpty();
        assertThat(store.fetch(SPACE, new FetchRequest(List.of(manifest.id()), List.of())))
                .hasSizeGreaterThan(11);
        assertProblem(Problem.NOT_FOUND, () -> store.manifest(OTHER, manifest.id()));
        assertProblem(Problem.RANGE_NOT_SATISFIABLE, () -> store.read(SPACE, manifest.id(), 12, 1));
    }

    @Test
    void refusesBytesThatAreNotTheChunkAndManifestsThatDangle() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new BundleWriter(bytes);
        out.chunk(id(WORLD), new Encoded(Codec.RAW, HELLO.length, HELLO, 0, HELLO.length));
        out.end();

        assertProblem(Problem.CHECKSUM_MISMATCH, () -> store.put(SPACE, bytes.toByteArray()));
        assertProblem(Problem.INVALID_REQUEST, () -> store.put(SPACE, new byte[] {1, 2, 3}));
        var dangling = manifests(manifest(WORLD));
        assertProblem(Problem.CHUNKS_MISSING, () -> store.putManifests(SPACE, dangling));
    }

    private static void assertProblem(Problem problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .matches(e -> e.problem() == problem, problem.name());
    }

    private static byte[] chunks(byte[]... chunks) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new BundleWriter(bytes);
        for (var chunk : chunks) {
            out.chunk(id(chunk), new Encoded(Codec.RAW, chunk.length, chunk, 0, chunk.length));
        }
        out.end();
        return bytes.toByteArray();
    }

    private static byte[] manifests(Manifest manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new BundleWriter(bytes);
        out.manifest(manifest);
        out.end();
        return bytes.toByteArray();
    }

    private static Manifest manifest(byte[]... chunks) {
        return new Manifest(List.of(chunks).stream()
                .map(chunk -> new Manifest.ChunkRef(id(chunk), chunk.length))
                .toList());
    }

    private static ChunkId id(byte[] chunk) {
        return ChunkId.of(chunk, 0, chunk.length);
    }
}
