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
import org.springframework.util.unit.DataSize;

/**
 * Uploads, dedup hits, copies by id, unfinished uploads, deletions, restores, readers, and two collectors that are killed between any
 * two steps, in an order that chance makes: what has a name can always be read, what an unfinished upload acknowledged stays, and
 * in the end everything else is gone. Nothing here is protected by time: the collector knows no grace.
 */
final class CollectionWorld implements AutoCloseable {
    private static final int TRIES_MAX = 60;
    private static final int PARTS = 12;
    private static final int PASSES = 40;
    private static final int PASSES_WHEN_BRIEF = 4;
    private static final int OFTEN_WHEN_BRIEF = 2;
    private static final int REGRETTED = 4;

    private final Random random;
    private final boolean brief;
    final Interleaving order;
    private final ModelNames names = new ModelNames(new SpaceId(UUID.randomUUID()));
    private final TreeMap<Integer, Long> held = new TreeMap<>();
    private final Map<ContentId, byte[]> truth = new HashMap<>();
    private final BlobStore blobs = new MemoryBlobStore(1L << 30);
    private final Engine engine;
    private final Collector collector;
    private final Collector undisturbed;

    /** @param brief whether each actor does what it does a few times or not at all: a twentieth of the work, and nearly as many surprises */
    CollectionWorld(DataSource database, Path rootKey, long seed, boolean brief) {
        this.random = new Random(seed);
        this.brief = brief;
        this.order = new Interleaving(new Random(seed + 1), 0.005);
        this.engine = new Engine(database, blobs, rootKey, order);
        HoldApi holds = _ -> new Held(
                held.isEmpty()
                        ? Long.MAX_VALUE
                        : held.values().stream().min(Long::compare).orElseThrow());
        // Packs of a few chunks each become longer ones all the time.
        var gathering = Collecting.gathering(DataSize.ofBytes(2_000), Duration.ZERO);
        this.collector = Collecting.collector(
                database,
                engine,
                order.around(BlobStore.class, blobs),
                order.around(CensusApi.class, names),
                order.around(HoldApi.class, holds),
                gathering,
                random,
                order);
        this.undisturbed =
                Collecting.collector(database, engine, blobs, names, holds, gathering, random, Engine.Seam.NONE);
    }

    void run() {
        for (int actor = 0; actor < 2; actor++) {
            add(6, this::uploadAndName);
            order.addMortal(
                    brief ? 1 + random.nextInt(PASSES_WHEN_BRIEF) : PASSES,
                    () -> collector.pass(true, false, _ -> order.step()));
        }
        add(6, this::copyById);
        add(3, this::uploadSlowly);
        add(8, this::delete);
        add(6, this::restore);
        add(6, this::read);
        add(4, this::abandon);
        add(12, this::regret);
        add(12, this::regret);
        add(6, engine.rebuild::rebuild);
        order.run();
        verifyAllNamed();
        settle();
        verifyAllNamed();
        verifyNothingElse();
    }

    private void add(int times, Runnable work) {
        int often = brief ? random.nextInt(1 + OFTEN_WHEN_BRIEF) : times;
        if (often > 0) {
            order.add(() -> repeat(often, work));
        }
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
                .sql("SELECT count(*) FROM storage.packs WHERE state <> 'GONE' AND pack IN (SELECT pack FROM"
                        + " storage.chunks WHERE space = :s UNION SELECT pack FROM storage.manifests WHERE space ="
                        + " :s)")
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
