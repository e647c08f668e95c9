package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.gc.Round.Outcome;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.RecordKind;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What a pass does when something is wrong with a space, a pack, the store, the index or the collector itself. */
class TroubleTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();

    private final Names names = new Names();
    private final Random random = new Random(9);
    private final MemoryBlobStore blobs = new MemoryBlobStore(1 << 28);
    private final Engine engine;
    private final CollectionStore store;
    private BlobStore failing = blobs;
    private BooleanSupplier packsAreKnown = () -> true;

    TroubleTest(@TempDir Path folder) {
        this.engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
        this.store = new JdbcCollectionStore(engine.jdbc);
    }

    @AfterEach
    void stop() {
        for (var table : List.of("domain_keys", "destroyed_keys", "packs", "chunks", "manifests", "collection")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        engine.close();
        blobs.close();
    }

    /** The names of several spaces, of which some give no answer. */
    private static final class Names implements CensusApi {
        private final TreeMap<String, ModelNames> spaces = new TreeMap<>();
        private @Nullable SpaceId silent;
        private Function<CensusPage, byte[]> answer = CensusPage::encode;

        ModelNames space() {
            var space = new ModelNames(new SpaceId(UUID.randomUUID()));
            spaces.put(space.space.toString(), space);
            return space;
        }

        private ModelNames of(SpaceId space) {
            if (space.equals(silent)) {
                throw new ProblemException(Problem.INTERNAL, "no answer");
            }
            return known(space);
        }

        private ModelNames known(SpaceId space) {
            return Objects.requireNonNull(spaces.get(space.toString()));
        }

        @Override
        public List<SpaceCensus> spaces(List<SpaceId> asked) {
            return asked.stream()
                    .map(space -> known(space).spaces(List.of(space)).getFirst())
                    .toList();
        }

        @Override
        public SpaceCensus fence(SpaceId space, long epoch) {
            return of(space).fence(space, epoch);
        }

        @Override
        public byte[] contents(SpaceId space, @Nullable ContentId after, int limit) {
            return answer.apply(CensusPage.decode(of(space).contents(space, after, limit)));
        }
    }

    private Collector collector(GcProperties properties) {
        return Collecting.collector(
                DATABASE,
                engine,
                failing,
                names,
                _ -> new Held(Long.MAX_VALUE),
                properties,
                random,
                Engine.Seam.NONE,
                () -> packsAreKnown.getAsBoolean());
    }

    private Pass pass() {
        return collector(Collecting.EAGER).pass(true, false, Pace.UNBOUNDED);
    }

    private ContentId store(ModelNames space, int length) {
        var file = new byte[length];
        random.nextBytes(file);
        var chunks = Bundles.chunks(file);
        engine.api.put(space.space, Bundles.ofChunks(chunks, false));
        var manifest = Bundles.manifest(chunks);
        long epoch = engine.api
                .putManifests(space.space, Bundles.ofManifests(List.of(manifest)))
                .epoch();
        space.commit(epoch, manifest.id());
        return manifest.id();
    }

    private long packs() {
        return blobs.list("pack/", "", 1000).size();
    }

    private static Round round(Pass pass, ModelNames space) {
        return pass.rounds().stream()
                .filter(round -> round.space().equals(space.space))
                .findAny()
                .orElseThrow();
    }

    @Test
    void aSpaceThatFailsHoldsUpNoOtherAndIsTriedAgainLater() {
        var good = names.space();
        var bad = names.space();
        store(good, 30_000);
        store(bad, 30_000);
        good.purge(0);
        names.silent = bad.space;
        for (int i = 0; i < 4; i++) {
            var pass = pass();
            assertThat(round(pass, good).outcome()).isEqualTo(Outcome.DONE);
            assertThat(round(pass, bad).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(pass.blocked()).isOne();
        }
        assertThat(packs()).as("those of the bad space").isEqualTo(2);
        assertThat(store.trouble()).singleElement().satisfies(trouble -> {
            assertThat(trouble.space()).isEqualTo(bad.space);
            assertThat(trouble.cause()).isEqualTo("no answer");
            assertThat(trouble.failures()).isEqualTo(4);
        });

        names.silent = null;
        assertThat(collector(Collecting.EAGER)
                        .pass(false, false, Pace.UNBOUNDED)
                        .rounds())
                .as("it is too early, unless somebody asks")
                .noneMatch(round -> round.space().equals(bad.space));
        assertThat(round(pass(), bad).outcome()).isEqualTo(Outcome.DONE);
        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void aCensusThatIsNotWholeIsNone() {
        var space = names.space();
        for (int i = 0; i < 5; i++) {
            store(space, 10_000);
        }
        List<Function<CensusPage, byte[]>> lies = List.of(
                _ -> new byte[0],
                page -> Arrays.copyOf(page.encode(), page.encode().length - 32),
                page -> CensusPage.more(List.of(), page.sequence()).encode(),
                page -> CensusPage.more(page.contents().reversed(), page.sequence())
                        .encode(),
                // An end that comes too early, and pages that lack their first.
                page -> CensusPage.last(List.of(), 5, new CensusPage.Count(5, 5))
                        .encode(),
                page -> new CensusPage(page.contents().stream().skip(1).toList(), page.sequence(), page.counted())
                        .encode());
        for (var lie : lies) {
            names.answer = lie;
            for (int i = 0; i < 3; i++) {
                assertThat(round(pass(), space).outcome()).isEqualTo(Outcome.UNREADABLE);
            }
        }
        assertThat(store.condemned().records()).isZero();
        names.answer = CensusPage::encode;
        assertThat(round(pass(), space).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aServiceThatIsAwayEndsThePass() {
        for (int i = 0; i < 4; i++) {
            store(names.space(), 100);
        }
        int[] asked = {0};
        CensusApi away = around(CensusApi.class, names, method -> {
            if (method.equals("fence")) {
                asked[0]++;
                throw new ProblemException(Problem.UNAVAILABLE, "away");
            }
            return null;
        });
        var collector = Collecting.collector(
                DATABASE,
                engine,
                blobs,
                away,
                _ -> new Held(Long.MAX_VALUE),
                Collecting.EAGER,
                random,
                Engine.Seam.NONE,
                () -> true);
        assertThatThrownBy(() -> collector.pass(true, false, Pace.UNBOUNDED)).hasMessage("away");
        assertThat(asked[0]).isEqualTo(3);
    }

    private static <T> T around(Class<T> port, T real, Function<String, @Nullable Void> before) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    before.apply(method.getName());
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void aPackThatCannotBeUnlinkedHoldsUpNoOther() {
        var space = names.space();
        store(space, 30_000);
        store(space, 30_000);
        space.purge(0);
        space.purge(1);
        int[] deletions = {0};
        failing = around(BlobStore.class, blobs, method -> {
            if (method.equals("delete") && deletions[0]++ == 0) {
                throw new BlobException(BlobException.Reason.FAILED, "stuck");
            }
            return null;
        });
        for (int i = 0; i < 3; i++) {
            pass();
        }
        assertThat(packs()).as("the one that is stuck").isOne();
        assertThat(deletions[0]).as("it was not tried again at once").isEqualTo(4);
        assertThat(engine.jdbc
                        .sql("SELECT cause FROM storage.packs WHERE retry > now()")
                        .query(String.class)
                        .single())
                .isEqualTo("stuck");

        engine.jdbc.sql("UPDATE storage.packs SET retry = now()").update();
        pass();
        assertThat(packs()).isZero();
    }

    @Test
    void noPackGoesWhileANamedContentOfAnySpaceCannotBeRead() {
        var good = names.space();
        store(good, 30_000);
        good.purge(0);
        var blocked = names.space();
        store(blocked, 100);
        blocked.commit(Long.MAX_VALUE, ContentId.of(new byte[] {1}, 0, 1));
        for (int i = 0; i < 4; i++) {
            var pass = pass();
            assertThat(round(pass, blocked).outcome()).isEqualTo(Outcome.UNREADABLE);
            assertThat(pass.leftAlone()).singleElement().asString().contains(blocked.space.toString());
        }
        assertThat(packs()).isEqualTo(4);
        assertThat(collector(Collecting.EAGER)
                        .pass(false, false, Pace.UNBOUNDED)
                        .leftAlone())
                .as("also while its space waits")
                .isNotEmpty();
        store.blocked(blocked.space, Outcome.FAILED, "metadata did not answer this time");
        assertThat(collector(Collecting.EAGER)
                        .pass(false, false, Pace.UNBOUNDED)
                        .leftAlone())
                .as("also when another try failed")
                .isNotEmpty();

        blocked.purge(1);
        pass();
        assertThat(packs()).isEqualTo(2);
    }

    @Test
    void noPackGoesBeforeAllOfTheStoreAreKnown() {
        var space = names.space();
        store(space, 30_000);
        space.purge(0);
        packsAreKnown = () -> false;
        for (int i = 0; i < 3; i++) {
            assertThat(pass().leftAlone()).hasSize(1);
        }
        assertThat(packs()).isEqualTo(2);
        packsAreKnown = () -> true;
        pass();
        assertThat(packs()).isZero();
    }

    @Test
    void whatALostKeySealedGoesWithoutBeingReadableOrKnown() {
        var shared = names.space();
        var kept = store(shared, 30_000);
        for (var state : List.of(SpaceCensus.State.DELETED, SpaceCensus.State.UNKNOWN)) {
            var space = names.space();
            store(space, 30_000);
            space.becomes(state);
            engine.keys.destroy(space.space);
            pass();
            pass();
            pass();
            assertThat(packs()).as(state.name()).isEqualTo(2);
            assertThat(store.spaces(null, 10)).containsExactly(shared.space);
        }
        assertThat(engine.contents.manifest(shared.space, kept).size()).isEqualTo(30_000);
    }

    @Test
    void moreThanPeopleThrowAwayIsNotDeletedBeforeAnOperatorSaysSo() {
        var careful = new GcProperties(
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0.3,
                DataSize.ofBytes(0),
                Duration.ZERO,
                1,
                DataSize.ofMegabytes(1),
                0.2,
                DataSize.ofBytes(5_000));
        var spaces = new ArrayList<ModelNames>();
        for (int i = 0; i < 10; i++) {
            spaces.add(names.space());
            store(spaces.getLast(), 30_000);
        }
        var collector = collector(careful);
        // A tenth, as people do.
        spaces.getFirst().purge(0);
        collector.pass(true, false, Pace.UNBOUNDED);
        assertThat(collector.pass(true, false, Pace.UNBOUNDED).deleted()).isPositive();
        assertThat(packs()).isEqualTo(18);

        // A little of each of many spaces is much.
        for (int i = 1; i < 5; i++) {
            spaces.get(i).purge(0);
        }
        assertThat(collector.pass(true, false, Pace.UNBOUNDED).braked()).isFalse();
        for (int i = 0; i < 3; i++) {
            var pass = collector.pass(true, false, Pace.UNBOUNDED);
            assertThat(pass.braked()).isTrue();
            assertThat(pass.deleted()).isZero();
            assertThat(pass.leftAlone()).hasSize(4);
        }
        assertThat(packs()).isEqualTo(18);

        assertThat(collector.pass(true, true, Pace.UNBOUNDED).deleted()).isPositive();
        assertThat(collector.pass(true, false, Pace.UNBOUNDED).leftAlone()).isEmpty();
        assertThat(packs()).isEqualTo(10);
        assertThat(collector.status(false).condemnedBytes()).isZero();
    }

    @Test
    void littleMayAlwaysBeDeleted() {
        var brake = new Brake(store, keeping(1_000), 0.2, 1 << 20);
        var space = names.space();
        store(space, 30_000);
        space.purge(0);
        pass();
        assertThat(store.condemned().bytes()).isGreaterThan(30_000);
        assertThat(brake.holds()).isFalse();
        assertThat(new Brake(store, keeping(1_000), 0.2, 100).holds()).isTrue();
        assertThat(new Brake(store, keeping(1_000_000), 0.2, 100).holds()).isFalse();
        assertThat(new Brake(store, keeping(1_000), 1, 100).holds()).isFalse();
    }

    /** Packs of so many bytes. */
    private static PackStore keeping(long bytes) {
        return PackStore.class.cast(Proxy.newProxyInstance(
                PackStore.class.getClassLoader(), new Class<?>[] {PackStore.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("keptBytes");
                    return bytes;
                }));
    }

    @Test
    void anIndexThatLostItsEpochsPinsEverythingBeforeAnythingGoes() {
        var space = names.space();
        store(space, 30_000);
        space.purge(0);
        pass();
        long condemned = store.condemned().records();
        assertThat(condemned).isPositive();

        // As after a crash right behind the raise.
        store.raise(space.space, 70);
        var ids =
                engine
                        .jdbc
                        .sql("SELECT id FROM storage.chunks WHERE state = 'CONDEMNED'")
                        .query(byte[].class)
                        .list()
                        .stream()
                        .map(KeyedId::new)
                        .toList();
        assertThat(store.delete(space.space, RecordKind.CHUNK, ids, 70, 70).records())
                .isZero();
        assertThat(round(pass(), space).outcome()).isEqualTo(Outcome.EPOCH_RAISED);
        assertThat(store.condemned().records()).isZero();
        assertThat(engine.jdbc
                        .sql("SELECT DISTINCT pinned FROM storage.chunks")
                        .query(Long.class)
                        .list())
                .containsExactly(70L);
        assertThat(round(pass(), space).epoch()).isEqualTo(71);
    }

    @Test
    void recordsArePinnedPageByPage() {
        var space = names.space();
        store(space, 60_000);
        pass();
        store.raise(space.space, 90);
        KeyedId after = null;
        int pages = 0;
        do {
            after = store.repin(space.space, RecordKind.CHUNK, after, 2);
            pages++;
        } while (after != null);
        long chunks = engine.jdbc
                .sql("SELECT count(*) FROM storage.chunks WHERE pinned = 90")
                .query(Long.class)
                .single();
        assertThat(chunks).isEqualTo(store.count(space.space) - 1);
        assertThat(pages).isEqualTo((chunks + 1) / 2 + 1);
    }

    @Test
    void aRoundDeletesNothingInADatabaseOlderThanItself() {
        var space = names.space();
        store(space, 30_000);
        space.purge(0);
        pass();
        var ids =
                engine
                        .jdbc
                        .sql("SELECT id FROM storage.chunks WHERE state = 'CONDEMNED'")
                        .query(byte[].class)
                        .list()
                        .stream()
                        .map(KeyedId::new)
                        .toList();
        long epoch = store.state(space.space).epoch() + 5;
        assertThat(store.delete(space.space, RecordKind.CHUNK, ids, epoch, epoch)
                        .records())
                .isZero();
        engine.jdbc.sql("UPDATE storage.collection SET epoch = ?").param(epoch).update();
        assertThat(store.delete(space.space, RecordKind.CHUNK, ids, epoch, epoch)
                        .records())
                .isEqualTo(ids.size());
    }

    @Test
    void theCollectorSurvivesWhateverAPassThrowsAndSaysSo() {
        var meters = new SimpleMeterRegistry();
        var metrics = new GcMetrics();
        metrics.bindTo(meters);
        CensusApi broken = around(CensusApi.class, names, _ -> {
            throw new StackOverflowError("as a bug would");
        });
        store(names.space(), 100);
        var collector = Collecting.collector(
                DATABASE,
                engine,
                blobs,
                broken,
                _ -> new Held(Long.MAX_VALUE),
                Collecting.EAGER,
                random,
                Engine.Seam.NONE,
                () -> true);
        var hasty = new GcProperties(
                true,
                Duration.ofMillis(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0.3,
                DataSize.ofBytes(0),
                Duration.ZERO,
                1,
                DataSize.ofMegabytes(1),
                1,
                DataSize.ofBytes(0));
        var runner = new GcRunner(collector, hasty, metrics, new Foreground());
        runner.start();
        var failures = meters.get("cairn.storage.gc.failures").functionCounter();
        Await.until("passes that fail", () -> failures.count() >= 3);
        assertThat(runner.isRunning()).isTrue();
        runner.stop();
        assertThat(failures.count()).isGreaterThanOrEqualTo(3);
    }
}
