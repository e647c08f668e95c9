package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.ContentId;
import dev.cairn.content.Crc32c;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.job.FoundList;
import dev.cairn.storage.job.Progress;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageEngineTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final long SEED = Long.getLong("cairn.seed", new Random().nextLong());

    @BeforeAll
    static void saySeed() {
        System.out.println("StorageEngineTest: repeat with -Dcairn.seed=" + SEED);
    }

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Random random = new Random(SEED);
    private final Progress progress = Progress.unwatched();
    private final Path folder;
    private BlobStore blobs;
    private Engine engine;

    StorageEngineTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        this.engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
    }

    @AfterEach
    void stopAndClear() {
        clearIndex();
        stop();
    }

    private void stop() {
        engine.close();
        blobs.close();
    }

    private void clearIndex() {
        for (var table : List.of("domain_keys", "packs", "chunks", "manifests", "collection")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
    }

    private void restart() throws IOException {
        stop();
        blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
    }

    private byte[] file(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        // Half of every file can be compressed.
        Arrays.fill(bytes, length / 4, length / 2, (byte) 'x');
        return bytes;
    }

    private ContentId store(byte[] file) {
        var chunks = Bundles.chunks(file);
        engine.api.put(space, Bundles.ofChunks(chunks, random.nextBoolean()));
        var manifest = Bundles.manifest(chunks);
        engine.api.putManifests(space, Bundles.ofManifests(List.of(manifest)));
        return manifest.id();
    }

    private byte[] load(ContentId content) throws IOException {
        var manifest = engine.contents.manifest(space, content);
        var out = new ByteArrayOutputStream();
        engine.contents.stream(space, manifest, 0, manifest.size(), out);
        return out.toByteArray();
    }

    private static void assertProblem(Problem problem, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    @Test
    void givesBackFilesOfEverySize() throws IOException {
        for (int size : new int[] {0, 1, 1023, 1024, 1025, 8193, 300_000, 2_000_000}) {
            var file = file(size);
            var content = store(file);
            assertThat(load(content)).isEqualTo(file);
            assertThat(ManifestCodec.decode(engine.api.manifest(space, content)).size())
                    .isEqualTo(size);
        }
    }

    @Test
    void everySizeUpTo8193ComesBackAsOneChunk() throws IOException {
        var bytes = file(8193);
        var chunks = new ArrayList<byte[]>();
        for (int size = 1; size <= 8193; size++) {
            chunks.add(Arrays.copyOf(bytes, size));
        }
        for (int from = 0; from < chunks.size(); from += 2000) {
            engine.api.put(
                    space,
                    Bundles.ofChunks(chunks.subList(from, Math.min(chunks.size(), from + 2000)), from % 4000 == 0));
        }
        var seen = new ArrayList<ChunkId>();
        engine.contents.chunks(space, chunks.stream().map(Bundles::id).toList(), (id, length, chunk) -> {
            assertThat(chunk.get().orElseThrow().plain(id)).hasSize(length);
            seen.add(id);
        });
        assertThat(seen).hasSize(8193);
    }

    @Test
    void readsAnyRange() {
        var file = file(200_000);
        var content = store(file);
        for (int i = 0; i < 100; i++) {
            int offset = random.nextInt(file.length + 1);
            int length = random.nextInt(60_000);
            assertThat(engine.api.read(space, content, offset, length))
                    .isEqualTo(Arrays.copyOfRange(file, offset, Math.min(file.length, offset + length)));
        }
        assertProblem(Problem.RANGE_NOT_SATISFIABLE, () -> engine.api.read(space, content, 200_001, 1));
        assertProblem(Problem.INVALID_REQUEST, () -> engine.api.read(space, content, 0, (8 << 20) + 1));
        assertProblem(Problem.NOT_FOUND, () -> engine.api.read(space, ContentId.ofDigest(new byte[32]), 0, 1));
    }

    @Test
    void keepsEqualChunksOncePerSpace() {
        var file = file(500_000);
        store(file);
        long before = stored();
        store(file);
        assertThat(stored()).isEqualTo(before);

        var other = new SpaceId(UUID.randomUUID());
        var ids = ChunkIdList.encode(
                Bundles.chunks(file).stream().map(Bundles::id).distinct().toList());
        assertThat(engine.api.missing(space, ids)).isEmpty();
        assertThat(engine.api.missing(other, ids)).isEqualTo(ids);
    }

    private long stored() {
        return blobs.list("pack/", "", 10_000).stream()
                .mapToLong(blob -> blob.length())
                .sum();
    }

    @Test
    void compressesWhatCanBe() {
        engine.api.put(space, Bundles.ofChunks(List.of(new byte[1_000_000]), false));
        assertThat(stored()).isLessThan(5_000);
    }

    @Test
    void tellsMissingChunksInOrderAndOnce() {
        var present = file(100);
        engine.api.put(space, Bundles.ofChunks(List.of(present, present), false));
        var a = ChunkId.ofDigest(new byte[32]);
        var b = Bundles.id(file(200));
        var missing = engine.api.missing(space, ChunkIdList.encode(List.of(b, Bundles.id(present), a, b)));
        assertThat(ChunkIdList.decode(missing)).containsExactly(b, a);
        assertProblem(Problem.INVALID_REQUEST, () -> engine.api.missing(space, new byte[31]));
    }

    @Test
    void takesChunksThatAServiceHashedIfTheyAreStillTheSame() {
        var chunk = file(1000);
        var bundle = Bundles.ofChunks(List.of(chunk), false);
        var changed = bundle.clone();
        changed[bundle.length - 100] ^= 1;
        assertProblem(Problem.CHECKSUM_MISMATCH, () -> engine.api.putCut(space, Crc32c.of(bundle), changed));
        assertThat(engine.api.missing(space, ChunkIdList.encode(List.of(Bundles.id(chunk)))))
                .hasSize(ChunkId.LENGTH_BYTES);
        var compressed = Bundles.ofChunks(List.of(new byte[1000]), true);
        assertProblem(Problem.INVALID_REQUEST, () -> engine.api.putCut(space, Crc32c.of(compressed), compressed));

        engine.api.putCut(space, Crc32c.of(bundle), bundle);
        var manifest = Bundles.manifest(List.of(chunk));
        engine.api.putManifests(space, Bundles.ofManifests(List.of(manifest)));
        assertThat(engine.api.read(space, manifest.id(), 0, 1000)).isEqualTo(chunk);
    }

    @Test
    void refusesManifestsOfChunksItDoesNotHave() {
        var known = file(100);
        engine.api.put(space, Bundles.ofChunks(List.of(known), false));
        var good = Bundles.manifest(List.of(known));
        var bad = Bundles.manifest(List.of(known, file(50)));
        assertThatThrownBy(() -> engine.api.putManifests(space, Bundles.ofManifests(List.of(good, bad))))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.CHUNKS_MISSING);
                    assertThat(e.extensions())
                            .containsEntry(
                                    "missing", List.of(bad.chunks().get(1).id().toString()));
                });
        assertProblem(Problem.NOT_FOUND, () -> engine.api.manifest(space, good.id()));

        var wrongLength = new Manifest(List.of(new ChunkRef(Bundles.id(known), 99)));
        assertProblem(
                Problem.INVALID_REQUEST,
                () -> engine.api.putManifests(space, Bundles.ofManifests(List.of(wrongLength))));
    }

    @Test
    void refusesBadBundlesAndKeepsNothingOfThem() {
        var chunk = file(1000);
        var good = Bundles.ofChunks(List.of(chunk), false);
        var changed = good.clone();
        changed[good.length - 100] ^= 1;
        assertProblem(Problem.CHECKSUM_MISMATCH, () -> engine.api.put(space, changed));
        assertProblem(Problem.INVALID_REQUEST, () -> engine.api.put(space, Arrays.copyOf(good, good.length - 1)));
        assertProblem(Problem.INVALID_REQUEST, () -> engine.api.put(space, new byte[0]));
        assertProblem(Problem.TOO_LARGE, () -> engine.api.put(space, new byte[(16 << 20) + 1]));
        assertProblem(Problem.INVALID_REQUEST, () -> engine.api.putManifests(space, good));
        assertThat(stored()).isZero();
    }

    @Test
    void nothingStoredShowsPlainBytesOrTheirHash() throws IOException {
        var text = "a secret sentence that nobody may find on the disk. "
                .repeat(100)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var id = Bundles.id(text);
        store(text);
        try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(bytes).doesNotContain("secret sentence");
                assertThat(bytes)
                        .doesNotContain(new String(id.toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
                assertThat(file.toString()).doesNotContain(id.toString());
            }
        }
    }

    @Test
    void theIndexIsRebuiltFromThePacksAlone() throws IOException {
        var files = List.of(file(0), file(10), file(400_000), file(1_000_000));
        var contents = files.stream().map(this::store).toList();
        clearIndex();
        restart();
        assertProblem(Problem.NOT_FOUND, () -> engine.api.manifest(space, contents.get(1)));

        var report = engine.rebuild.rebuild(progress);
        assertThat(report.packs()).isEqualTo(blobs.list("pack/", "", 100).size());
        assertThat(progress.found()).isZero();
        for (int i = 0; i < files.size(); i++) {
            assertThat(load(contents.get(i))).isEqualTo(files.get(i));
        }
        // And new bytes join the old ones under the old key.
        store(files.get(3));
        assertThat(engine.rebuild.adoptUnknown(progress).packs()).isZero();
    }

    @Test
    void aPackThatWasDurableButUnknownIsAdoptedAfterTheCrash() throws IOException {
        var file = file(100_000);
        var content = store(file);
        for (var table : List.of("packs", "chunks", "manifests")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        restart();
        assertThat(engine.rebuild.adoptUnknown(progress).packs()).isEqualTo(2);
        assertThat(load(content)).isEqualTo(file);
    }

    @Test
    void rebuildingForgetsPacksThatAreGone() {
        engine.api.put(space, Bundles.ofChunks(List.of(file(10_000)), false));
        blobs.list("pack/", "", 10).forEach(blob -> blobs.delete(blob.key()));
        assertThatThrownBy(() -> engine.rebuild.rebuild(progress))
                .as("a store that is empty is a disk that is not mounted")
                .hasMessageContaining("mounted");

        engine.api.putManifests(space, Bundles.ofManifests(List.of(Bundles.manifest(List.of()))));
        assertThat(engine.rebuild.rebuild(progress).forgotten()).isEqualTo(1);
        assertThat(engine.jdbc
                        .sql("SELECT count(*) FROM storage.chunks")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNoPackOrCannotBeReadIsToldAndHindersNothing() throws IOException {
        var good = file(100_000);
        var content = store(good);
        var packs = folder.resolve("blobs/pack");
        Files.createDirectories(packs.resolve("ab"));
        Files.writeString(packs.resolve("ab/ab~"), "an editor's backup");
        Files.writeString(packs.resolve("ab/abandoned"), "a name that a blob may have, but no pack");
        Files.createDirectories(packs.resolve("00/00000000000000000000000000000000"));
        Files.createDirectories(packs.resolve("ff"));
        Files.writeString(packs.resolve("ff/" + "f".repeat(32)), "no pack at all");
        var keys = folder.resolve("blobs/key");
        Files.createDirectories(keys.resolve("00"));
        Files.writeString(keys.resolve("00/00-1"), "no key");
        clearIndex();
        restart();
        var found = new FoundList();
        engine.rebuild.rebuild(found);
        assertThat(load(content)).isEqualTo(good);
        assertThat(found.findings())
                .extracting(Finding::name)
                .containsExactlyInAnyOrder("key/00-1", "pack/abandoned", "pack/" + "f".repeat(32));
        assertThat(packs.resolve("ab/abandoned")).exists();
    }

    @Test
    void damagedBytesAreNeverGivenOut() throws IOException {
        var file = file(50_000);
        var content = store(file);
        var packs = blobs.list("pack/", "", 10).stream()
                .map(blob -> folder.resolve("blobs/pack")
                        .resolve(blob.key().name().substring(0, 2))
                        .resolve(blob.key().name()))
                .toList();
        int noticed = 0;
        for (int round = 0; round < 60; round++) {
            var pack = packs.get(random.nextInt(packs.size()));
            var whole = Files.readAllBytes(pack);
            var damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(pack, damaged);
            restart();
            try {
                assertThat(load(content)).isEqualTo(file);
            } catch (ProblemException e) {
                assertThat(e.problem()).isEqualTo(Problem.DAMAGED);
                noticed++;
            }
            Files.write(pack, whole);
        }
        assertThat(noticed).isPositive();
        assertThat(load(content)).isEqualTo(file);
    }

    @Test
    void manyUploadsAtOnceAllBecomeDurable() throws Exception {
        var files = new ArrayList<byte[]>();
        for (int i = 0; i < 64; i++) {
            files.add(file(4096 + i));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var uploads = files.stream()
                    .<Callable<ContentId>>map(file -> () -> upload(file))
                    .toList();
            var contents = new ArrayList<ContentId>();
            for (var done : threads.invokeAll(uploads)) {
                contents.add(done.get());
            }
            restart();
            for (int i = 0; i < files.size(); i++) {
                assertThat(load(contents.get(i))).isEqualTo(files.get(i));
            }
        }
        assertThat(blobs.list("pack/", "", 200).size()).isLessThan(100);
    }

    private ContentId upload(byte[] file) {
        var chunks = List.of(file);
        engine.api.put(space, Bundles.ofChunks(chunks, false));
        engine.api.putManifests(space, Bundles.ofManifests(List.of(Bundles.manifest(chunks))));
        return Bundles.manifest(chunks).id();
    }

    @Test
    void tenThousandSmallFilesTakeSecondsNotMinutes() {
        var chunks = new ArrayList<byte[]>();
        for (int i = 0; i < 10_000; i++) {
            var bytes = new byte[500 + random.nextInt(500)];
            random.nextBytes(bytes);
            chunks.add(bytes);
        }
        long begin = System.nanoTime();
        engine.api.put(space, Bundles.ofChunks(chunks, false));
        engine.api.putManifests(
                space,
                Bundles.ofManifests(chunks.stream()
                        .map(chunk -> Bundles.manifest(List.of(chunk)))
                        .toList()));
        System.out.println("10,000 small files in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        assertThat(blobs.list("pack/", "", 10)).hasSize(2);
    }

    @Test
    void aFullDiskIsAClearProblemAndUploadsGoOnWhenThereIsRoom() throws IOException {
        var before = file(10_000);
        var stored = store(before);
        engine.close();
        var store = blobs;
        var faulty = new FaultyBlobStore(store).full();
        engine = new Engine(DATABASE, faulty, folder.resolve("root.key"));

        var refused = file(20_000);
        assertProblem(Problem.STORAGE_FULL, () -> store(refused));
        assertThat(load(stored)).isEqualTo(before);
        assertProblem(
                Problem.NOT_FOUND,
                () -> load(Bundles.manifest(Bundles.chunks(refused)).id()));

        faulty.heal();
        assertThat(load(store(refused))).isEqualTo(refused);
    }

    @Test
    void aDatabaseThatIsGoneIsUnavailableAndNothingIsAcknowledged() throws IOException {
        var file = file(10_000);
        engine.jdbc.sql("ALTER TABLE storage.manifests RENAME TO gone").update();
        try {
            assertProblem(Problem.UNAVAILABLE, () -> store(file));
        } finally {
            engine.jdbc.sql("ALTER TABLE storage.gone RENAME TO manifests").update();
        }
        assertThat(load(store(file))).isEqualTo(file);
    }
}
