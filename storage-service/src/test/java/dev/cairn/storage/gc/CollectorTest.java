package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ContentId;
import dev.cairn.content.ContentIdList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.storage.job.CancelledException;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.job.FoundList;
import dev.cairn.testkit.server.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Passes one after the other, over packs on a disk. */
class CollectorTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();

    private final ModelNames names = new ModelNames(new SpaceId(UUID.randomUUID()));
    private final Random random = new Random(5);
    private final LocalBlobStore blobs;
    private final Engine engine;
    private long held = Long.MAX_VALUE;

    CollectorTest(@TempDir Path folder) throws IOException {
        this.blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        this.engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
    }

    @AfterEach
    void stop() {
        for (var table : List.of("domain_keys", "packs", "chunks", "manifests", "collection")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        engine.close();
        blobs.close();
    }

    private Pass pass(GcProperties properties) {
        return Collecting.collector(
                        DATABASE, engine, blobs, names, _ -> new Held(held), properties, random, Engine.Seam.NONE)
                .pass(true, false, Pace.UNBOUNDED);
    }

    private Pass pass() {
        return pass(Collecting.EAGER);
    }

    private static GcProperties keeping(Duration unnamed, Duration trash) {
        var eager = Collecting.EAGER;
        return new GcProperties(
                false,
                eager.every(),
                eager.reconcile(),
                unnamed,
                trash,
                eager.garbage(),
                DataSize.ofBytes(0),
                Duration.ZERO,
                1,
                eager.memory(),
                1,
                DataSize.ofBytes(0));
    }

    private byte[] file(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Stores and tells the pin. */
    private long store(byte[] file) {
        var chunks = Bundles.chunks(file);
        engine.api.put(names.space, Bundles.ofChunks(chunks, false));
        return engine.api
                .putManifests(names.space, Bundles.ofManifests(List.of(Bundles.manifest(chunks))))
                .epoch();
    }

    private static ContentId content(byte[] file) {
        return Bundles.manifest(Bundles.chunks(file)).id();
    }

    private byte[] load(ContentId content) throws IOException {
        var manifest = engine.contents.manifest(names.space, content);
        var out = new ByteArrayOutputStream();
        engine.contents.stream(names.space, manifest, 0, manifest.size(), out);
        return out.toByteArray();
    }

    private long storedBytes() {
        return blobs.list("pack/", "", 1000).stream()
                .mapToLong(BlobStat::length)
                .sum();
    }

    @Test
    void twoPassesTakeWhatWasPurgedAndItsRoom() throws IOException {
        var kept = file(100_000);
        var purged = file(200_000);
        names.commit(store(kept), content(kept));
        names.commit(store(purged), content(purged));
        names.purge(1);

        var first = pass();
        assertThat(first.condemned()).isPositive();
        assertThat(first.deleted()).isZero();
        assertThat(load(content(purged))).isEqualTo(purged);

        var second = pass();
        assertThat(second.deleted()).isEqualTo(first.condemned());
        assertThat(second.freedBytes() + pass().freedBytes()).isGreaterThan(200_000);
        assertThat(storedBytes()).isLessThan(120_000);
        assertThat(load(content(kept))).isEqualTo(kept);
    }

    @Test
    void aPassEndsWhereItIsWhenSomebodyWantsItAndTheNextOneDoesTheRest() throws IOException {
        var kept = file(100_000);
        var purged = file(200_000);
        names.commit(store(kept), content(kept));
        names.commit(store(purged), content(purged));
        names.purge(1);
        var metrics = new GcMetrics();
        var collector = Collecting.collector(
                DATABASE,
                engine,
                blobs,
                names,
                _ -> new Held(held),
                Collecting.EAGER,
                random,
                Engine.Seam.NONE,
                () -> true,
                metrics);
        var gc = new GcRunner(collector, Collecting.EAGER, metrics, new Foreground());

        int cancelled = 0;
        var progress = new FoundList();
        for (boolean whole = false; !whole; cancelled++) {
            progress = new FoundList();
            progress.cancelAfter(cancelled);
            try {
                gc.collectAll(false, progress);
                whole = true;
            } catch (CancelledException e) {
                assertThat(load(content(kept))).isEqualTo(kept);
            }
        }
        assertThat(cancelled).as("places to end at").isGreaterThan(5);
        assertThat(progress.begun()).startsWith("looking for what nobody needs", "looking for packs that nobody needs");
        gc.collectAll(false, new FoundList());
        gc.collectAll(false, new FoundList());
        assertThat(storedBytes()).isLessThan(120_000);
        assertThat(load(content(kept))).isEqualTo(kept);
        var registry = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        assertThat(registry.get("cairn.storage.gc.freed.bytes")
                        .functionCounter()
                        .count())
                .as("what passes did that were ended in the middle counts too")
                .isEqualTo(engine.jdbc
                        .sql("SELECT sum(bytes) FROM storage.packs WHERE state = 'GONE'")
                        .query(Double.class)
                        .single());
    }

    @Test
    void whatIsUploadedAgainAfterItsCondemnationStays() throws IOException {
        var file = file(50_000);
        names.commit(store(file), content(file));
        names.purge(0);
        assertThat(pass().condemned()).isPositive();

        names.commit(store(file), content(file));
        pass();
        pass();

        assertThat(load(content(file))).isEqualTo(file);
        assertThat(storedBytes()).as("it was not stored twice").isLessThan(60_000);
    }

    @Test
    void aNameThatRestsOnAnOlderPinIsRefused() {
        var file = file(10_000);
        long early = store(file);
        pass();
        assertThatThrownBy(() -> names.commit(early, content(file)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.EXPIRED));
        names.commit(
                engine.api
                        .pin(names.space, ContentIdList.encode(List.of(content(file))))
                        .epoch(),
                content(file));
    }

    @Test
    void aPinOfWhatIsGoneSaysSo() {
        assertThatThrownBy(() -> engine.api.pin(names.space, ContentIdList.encode(List.of(content(file(3))))))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CHUNKS_MISSING));
    }

    @Test
    void whatUnfinishedUploadsHoldStaysUntilTheyEnd() {
        held = engine.api.epoch(names.space, 0);
        store(file(30_000));
        for (int i = 0; i < 3; i++) {
            assertThat(pass().condemned()).isZero();
        }
        held = Long.MAX_VALUE;
        pass();
        assertThat(pass().deleted()).isPositive();
    }

    @Test
    void bytesWithoutANameAreKeptForAWhile() {
        store(file(30_000));
        var patient = keeping(Duration.ofDays(2), Duration.ZERO);
        assertThat(pass(patient).condemned()).isZero();
        engine.jdbc
                .sql("UPDATE storage.chunks SET pinned_at = now() - interval '3 days'")
                .update();
        assertThat(pass(patient).condemned()).isPositive();
    }

    @Test
    void nothingGoesThatMetadataNeverHeardOf() {
        store(file(30_000));
        names.becomes(SpaceCensus.State.UNKNOWN);
        assertThat(pass().rounds().getFirst().outcome()).isEqualTo(Round.Outcome.UNKNOWN_SPACE);
        assertThat(pass().condemned()).isZero();

        names.becomes(SpaceCensus.State.DELETED);
        pass();
        pass();
        assertThat(storedBytes()).isZero();
    }

    @Test
    void nothingGoesWhileANamedContentCannotBeRead() {
        var purged = file(40_000);
        names.commit(store(purged), content(purged));
        names.commit(Long.MAX_VALUE, content(file(20_000)));
        names.purge(0);
        for (int i = 0; i < 3; i++) {
            assertThat(pass().rounds().getFirst().outcome()).isEqualTo(Round.Outcome.UNREADABLE);
        }
        assertThat(storedBytes()).isGreaterThan(40_000);

        names.purge(1);
        pass();
        pass();
        assertThat(storedBytes()).isZero();
    }

    @Test
    void anIndexThatLostItsEpochsTakesUpMetadatas() throws IOException {
        var file = file(30_000);
        names.raiseFence(57);
        var pinned = store(file);
        assertThatThrownBy(() -> names.commit(pinned, content(file))).isInstanceOf(ProblemException.class);
        assertThat(pass().rounds().getFirst().outcome()).isEqualTo(Round.Outcome.EPOCH_RAISED);

        names.commit(store(file), content(file));
        pass();
        pass();
        assertThat(load(content(file))).isEqualTo(file);
    }

    @Test
    void anUnneededPackWaitsInTheTrashAndComesBackWhenItIsNeeded() throws IOException {
        var file = file(30_000);
        names.commit(store(file), content(file));
        names.purge(0);
        var slow = keeping(Duration.ZERO, Duration.ofHours(1));
        pass(slow);
        assertThat(pass(slow).trashed()).isPositive();
        assertThat(storedBytes()).isGreaterThan(30_000);

        engine.rebuild.rebuild();
        names.commit(
                engine.api
                        .pin(names.space, ContentIdList.encode(List.of(content(file))))
                        .epoch(),
                content(file));
        pass();
        pass();
        assertThat(load(content(file))).isEqualTo(file);
    }

    @Test
    void compactionMovesWhatIsNeededByteForByte() throws IOException {
        // One bundle, one pack.
        var needed = file(60_000);
        var garbage = file(300_000);
        var all = new ArrayList<>(Bundles.chunks(needed));
        all.addAll(Bundles.chunks(garbage));
        engine.api.put(names.space, Bundles.ofChunks(all, false));
        names.commit(store(needed), content(needed));
        pass();

        var second = pass();
        assertThat(second.compacted()).isPositive();
        assertThat(load(content(needed))).isEqualTo(needed);
        assertThat(pass().compacted())
                .as("what was compacted is not compacted again")
                .isZero();
        assertThat(storedBytes()).isLessThan(80_000);
        assertThat(load(content(needed))).isEqualTo(needed);
    }

    @Test
    void aRebuildFindsEverythingAfterCompactions() throws IOException {
        var kept = file(60_000);
        names.commit(store(kept), content(kept));
        store(file(100_000));
        pass();
        pass();
        pass();
        for (var table : List.of("packs", "chunks", "manifests", "collection")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        engine.rebuild.rebuild();
        assertThat(load(content(kept))).isEqualTo(kept);
    }

    /** A database as it was, beside a store that was compacted since. */
    @Test
    void anOlderDatabaseOverANewerStoreComesToNameThePacksThatAreThere() throws IOException {
        var kept = file(60_000);
        var garbage = file(300_000);
        var all = new ArrayList<>(Bundles.chunks(kept));
        all.addAll(Bundles.chunks(garbage));
        engine.api.put(names.space, Bundles.ofChunks(all, false));
        names.commit(store(kept), content(kept));
        var tables = List.of("packs", "chunks", "manifests", "collection");
        for (var table : tables) {
            engine.jdbc
                    .sql("CREATE TABLE storage.older_" + table + " AS TABLE storage." + table)
                    .update();
        }
        for (int i = 0; i < 3; i++) {
            pass();
        }
        assertThat(storedBytes()).as("the pack was emptied and is gone").isLessThan(90_000);

        for (var table : tables) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
            engine.jdbc
                    .sql("INSERT INTO storage." + table + " SELECT * FROM storage.older_" + table)
                    .update();
            engine.jdbc.sql("DROP TABLE storage.older_" + table).update();
        }
        engine.rebuild.adoptUnknown();
        assertThat(load(content(kept))).isEqualTo(kept);
        for (int i = 0; i < 5; i++) {
            pass();
        }
        engine.rebuild.rebuild();
        for (int i = 0; i < 5; i++) {
            pass();
        }
        assertThat(load(content(kept))).isEqualTo(kept);
        assertThat(storedBytes()).isLessThan(90_000);
    }

    @Test
    void aPackThatWasAdoptedIsNotTouchedBeforeItWasVerified() {
        store(file(30_000));
        for (var table : List.of("packs", "chunks", "manifests")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        engine.rebuild.adoptUnknown();
        for (int i = 0; i < 4; i++) {
            pass();
        }
        assertThat(storedBytes()).isGreaterThan(30_000);

        engine.rebuild.rebuild();
        for (int i = 0; i < 4; i++) {
            pass();
        }
        assertThat(storedBytes()).isZero();
    }
}
