package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.ContentId;
import dev.cairn.content.ContentIdList;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.Held;
import dev.cairn.contracts.upload.HoldApi;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/**
 * Uploads, dedup hits, copies by id, unfinished uploads, deletions, restores, readers, and two collectors that are killed between any
 * two steps, in orders that chance makes: what has a name can always be read, what an unfinished upload acknowledged stays, and
 * in the end everything else is gone. Nothing here is protected by time: the collector knows no grace.
 */
class CollectionSimulationTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final long SEED = Long.getLong("cairn.seed", new Random().nextLong());
    private static final int SCHEDULES = Integer.getInteger("cairn.schedules", 25);
    private static final int TRIES_MAX = 60;
    private static final int PARTS = 12;
    private static final int PASSES = 40;
    private static final int REBUILDS = 6;
    private static final int REGRETTED = 4;

    @Test
    void whatHasANameStaysAndEverythingElseGoes(@TempDir Path folder) {
        System.out.println("CollectionSimulationTest: repeat with -Dcairn.seed=" + SEED);
        long steps = 0;
        int killed = 0;
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            long seed = SEED + schedule;
            try (var world = new World(folder.resolve("root.key"), seed)) {
                world.run();
                steps += world.order.steps();
                killed += world.order.killed();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("repeat this one with -Dcairn.schedules=1 -Dcairn.seed=" + seed, e);
            }
        }
        System.out.println(
                "CollectionSimulationTest: " + SCHEDULES + " schedules, " + steps + " steps, " + killed + " killed");
        assertThat(killed).as("collectors that were killed").isPositive();
    }

    private static final class World implements AutoCloseable {
        private final Random random;
        final Interleaving order;
        private final ModelNames names = new ModelNames(new SpaceId(UUID.randomUUID()));
        private final TreeMap<Integer, Long> held = new TreeMap<>();
        private final Map<ContentId, byte[]> truth = new HashMap<>();
        private final BlobStore blobs = new MemoryBlobStore(1L << 30);
        private final Engine engine;
        private final Collector collector;
        private final Collector undisturbed;

        World(Path rootKey, long seed) {
            this.random = new Random(seed);
            this.order = new Interleaving(new Random(seed + 1), 0.005);
            this.engine = new Engine(DATABASE, blobs, rootKey, order);
            HoldApi holds = _ -> new Held(
                    held.isEmpty()
                            ? Long.MAX_VALUE
                            : held.values().stream().min(Long::compare).orElseThrow());
            // Packs of a few chunks each become longer ones all the time.
            var gathering = Collecting.gathering(DataSize.ofBytes(2_000), Duration.ZERO);
            this.collector = Collecting.collector(
                    DATABASE,
                    engine,
                    order.around(BlobStore.class, blobs),
                    order.around(CensusApi.class, names),
                    order.around(HoldApi.class, holds),
                    gathering,
                    random,
                    order);
            this.undisturbed =
                    Collecting.collector(DATABASE, engine, blobs, names, holds, gathering, random, Engine.Seam.NONE);
        }

        void run() {
            for (int actor = 0; actor < 2; actor++) {
                order.add(() -> repeat(6, this::uploadAndName));
                order.addMortal(PASSES, () -> collector.pass(true, false, _ -> order.step()));
            }
            order.add(() -> repeat(6, this::copyById));
            order.add(() -> repeat(3, this::uploadSlowly));
            order.add(() -> repeat(8, this::delete));
            order.add(() -> repeat(6, this::restore));
            order.add(() -> repeat(6, this::read));
            order.add(() -> repeat(4, this::abandon));
            order.add(() -> repeat(12, this::regret));
            order.add(() -> repeat(12, this::regret));
            order.add(() -> repeat(REBUILDS, engine.rebuild::rebuild));
            order.run();
            verifyAllNamed();
            settle();
            verifyAllNamed();
            verifyNothingElse();
        }

        private static void repeat(int times, Runnable work) {
            for (int i = 0; i < times; i++) {
                work.run();
            }
        }

        /** A file of a few of the chunks that there are, so that most of them were there before. */
        private List<byte[]> file() {
            var chunks = new ArrayList<byte[]>();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                var chunk = new byte[600 + random.nextInt(2)];
                new Random(random.nextInt(PARTS)).nextBytes(chunk);
                chunks.add(chunk);
            }
            known(chunks);
            return chunks;
        }

        private void putChunks(List<byte[]> chunks) {
            engine.api.put(names.space, Bundles.ofChunks(chunks, false));
        }

        private long putManifest(Manifest manifest) {
            return engine.api
                    .putManifests(names.space, Bundles.ofManifests(List.of(manifest)))
                    .epoch();
        }

        private void uploadAndName() {
            uploadAndName(file());
        }

        /** Purges the only name of a file of chunks that no other file has, and uploads it again when some of it is condemned or gone. */
        private void regret() {
            int number = random.nextInt(REGRETTED);
            var chunks = new ArrayList<byte[]>();
            for (int part = 0; part < 2; part++) {
                var chunk = new byte[700];
                new Random(1_000 + 10 * number + part).nextBytes(chunk);
                chunks.add(chunk);
            }
            var manifest = known(chunks);
            uploadAndName(chunks);
            for (int name : names.names()) {
                if (names.content(name).filter(manifest.id()::equals).isPresent()) {
                    names.purge(name);
                }
            }
            repeat(random.nextInt(30), order::step);
        }

        private Manifest known(List<byte[]> chunks) {
            var manifest = Bundles.manifest(chunks);
            var all = new ByteArrayOutputStream();
            chunks.forEach(all::writeBytes);
            truth.put(manifest.id(), all.toByteArray());
            return manifest;
        }

        private void uploadAndName(List<byte[]> chunks) {
            var manifest = Bundles.manifest(chunks);
            for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
                putChunks(chunks);
                order.step();
                if (name(manifest.id(), () -> putManifest(manifest))) {
                    return;
                }
            }
            throw new AssertionError("an upload never came to its end");
        }

        /** As upload-service does it; false when bytes must be sent again. */
        private boolean name(ContentId content, LongSupplier pin) {
            for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
                try {
                    long epoch = pin.getAsLong();
                    order.step();
                    names.commit(epoch, content);
                    order.step();
                    return true;
                } catch (ProblemException e) {
                    if (e.problem() == Problem.CHUNKS_MISSING) {
                        return false;
                    }
                    assertThat(e.problem()).isEqualTo(Problem.EXPIRED);
                }
            }
            throw new AssertionError("a pin was never in time");
        }

        private void copyById() {
            order.step();
            var all = names.named();
            if (!all.isEmpty()) {
                var content = all.get(random.nextInt(all.size()));
                order.step();
                name(content, () -> engine.api
                        .pin(names.space, ContentIdList.encode(List.of(content)))
                        .epoch());
            }
        }

        /** A session: what it has acknowledged stays, though nothing has a name for very long. */
        private void uploadSlowly() {
            long epoch = engine.api.epoch(names.space, 0);
            order.step();
            int hold = held.isEmpty() ? 0 : held.lastKey() + 1;
            held.put(hold, epoch);
            order.step();
            var chunks = file();
            for (var chunk : chunks) {
                putChunks(List.of(chunk));
                repeat(5, order::step);
            }
            var manifest = Bundles.manifest(chunks);
            assertThat(name(manifest.id(), () -> putManifest(manifest)))
                    .as("acknowledged bytes of an unfinished upload are there")
                    .isTrue();
            held.remove(hold);
        }

        private void abandon() {
            var chunks = file();
            putChunks(chunks);
            order.step();
            if (random.nextBoolean()) {
                try {
                    putManifest(Bundles.manifest(chunks));
                } catch (ProblemException e) {
                    assertThat(e.problem()).isEqualTo(Problem.CHUNKS_MISSING);
                }
            }
            order.step();
        }

        private void delete() {
            order.step();
            var all = names.names();
            if (!all.isEmpty()) {
                names.purge(all.get(random.nextInt(all.size())));
            }
            order.step();
        }

        private void restore() {
            order.step();
            var all = names.names();
            if (!all.isEmpty()) {
                names.restore(all.get(random.nextInt(all.size())));
            }
            order.step();
        }

        private void read() {
            order.step();
            var all = names.names();
            if (all.isEmpty()) {
                return;
            }
            int name = all.get(random.nextInt(all.size()));
            var content = names.content(name).orElseThrow();
            try {
                assertThat(bytes(content)).isEqualTo(truth.get(content));
            } catch (ProblemException e) {
                assertThat(names.content(name))
                        .as("a name whose bytes could not be read: " + e)
                        .isEmpty();
            }
        }

        private byte[] bytes(ContentId content) {
            var out = new ByteArrayOutputStream();
            var manifest = engine.contents.manifest(names.space, content);
            try {
                engine.contents.stream(names.space, manifest, 0, manifest.size(), out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        private void verifyAllNamed() {
            for (var content : names.named()) {
                assertThat(bytes(content)).isEqualTo(truth.get(content));
            }
        }

        /** Two passes take what is garbage, one more what marks took for needed that is not, one the packs of these. */
        private void settle() {
            // A collector that was killed may have left a pack that only a rebuild leaves to collection.
            engine.rebuild.rebuild();
            for (int pass = 0; pass < 5; pass++) {
                undisturbed.pass(true, false, Pace.UNBOUNDED);
            }
        }

        private void verifyNothingElse() {
            long needed = names.named().stream()
                    .flatMap(content -> engine.contents.manifest(names.space, content).chunks().stream())
                    .map(Manifest.ChunkRef::id)
                    .distinct()
                    .count();
            assertThat(rows("chunks")).isEqualTo(needed);
            assertThat(rows("manifests")).isEqualTo(names.named().size());
            long kept = engine.jdbc
                    .sql(
                            "SELECT count(*) FROM storage.packs WHERE state <> 'GONE' AND pack IN"
                                    + " (SELECT pack FROM storage.chunks WHERE space = :s UNION SELECT pack FROM storage.manifests WHERE space = :s)")
                    .param("s", names.space.value())
                    .query(Long.class)
                    .single();
            assertThat(blobs.list("pack/", "", 1000)).hasSize((int) kept);
        }

        private long rows(String table) {
            return engine.jdbc
                    .sql("SELECT count(*) FROM storage." + table + " WHERE space = ?")
                    .param(names.space.value())
                    .query(Long.class)
                    .single();
        }

        @Override
        public void close() {
            engine.close();
            for (var table : List.of("domain_keys", "packs", "chunks", "manifests", "collection")) {
                engine.jdbc.sql("DELETE FROM storage." + table).update();
            }
            blobs.close();
        }
    }
}
