package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Codec;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.job.FoundList;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackGoneException;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.RecordHeader;
import dev.cairn.storage.pack.RecordKind;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Packs that are found beside others, or beside a collector: which copy the index names, and what may come to point to them. */
class FoundPacksTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final int LENGTH = 30_000;

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Path folder;
    private final BlobStore blobs;
    private final Engine engine;
    private final RecordIndex index;

    FoundPacksTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.blobs = new LocalBlobStore(folder.resolve("blobs"), 0);
        this.engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
        this.index = new JdbcRecordIndex(engine.jdbc, new TransactionTemplate(new JdbcTransactionManager(DATABASE)));
    }

    @AfterEach
    void stopAndClear() {
        clear("domain_keys", "packs", "chunks", "manifests");
        engine.close();
        blobs.close();
    }

    private void clear(String... tables) {
        for (var table : tables) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
    }

    private static List<byte[]> file(long seed) {
        var bytes = new byte[LENGTH];
        new Random(seed).nextBytes(bytes);
        return Bundles.chunks(bytes);
    }

    /** A pack of chunks and one of the manifest. */
    private ContentId store(List<byte[]> chunks) {
        engine.api.put(space, Bundles.ofChunks(chunks, false));
        var manifest = Bundles.manifest(chunks);
        engine.api.putManifests(space, Bundles.ofManifests(List.of(manifest)));
        return manifest.id();
    }

    private byte[] load(ContentId content) throws IOException {
        var out = new ByteArrayOutputStream();
        engine.contents.stream(space, engine.contents.manifest(space, content), 0, LENGTH, out);
        return out.toByteArray();
    }

    private static byte[] joined(List<byte[]> chunks) {
        var out = new ByteArrayOutputStream();
        chunks.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Those that hold the chunks. */
    private List<BlobStat> large() {
        return blobs.list("pack/", "", 100).stream()
                .filter(blob -> blob.length() > LENGTH)
                .toList();
    }

    private Path path(BlobStat pack) {
        return folder.resolve("blobs/pack")
                .resolve(pack.key().name().substring(0, 2))
                .resolve(pack.key().name());
    }

    private void damage(BlobStat pack, int at) throws IOException {
        var bytes = Files.readAllBytes(path(pack));
        bytes[at] ^= 1;
        Files.write(path(pack), bytes);
    }

    private String state(BlobStat pack) {
        return engine.jdbc
                .sql("SELECT state FROM storage.packs WHERE pack = ?")
                .param(PackId.of(pack.key()).value())
                .query(String.class)
                .single();
    }

    @Test
    void aRebuildChoosesBetweenTwoCopiesByReadingThem() throws IOException {
        var file = file(1);
        store(file);
        // What is forgotten is stored again, as another copy.
        clear("chunks", "manifests");
        var content = store(file);
        assertThat(large()).hasSize(2);
        for (var damaged : large()) {
            var whole = Files.readAllBytes(path(damaged));
            damage(damaged, 2_000);
            engine.rebuild.rebuild(new FoundList());
            assertThat(load(content)).as("with %s damaged", damaged.key()).isEqualTo(joined(file));
            Files.write(path(damaged), whole);
        }
    }

    @Test
    void aLostIndexIsRebuiltFromTheWholeOneOfTwoCopies() throws IOException {
        var file = file(2);
        store(file);
        clear("chunks", "manifests");
        var content = store(file);
        for (var damaged : large()) {
            var whole = Files.readAllBytes(path(damaged));
            damage(damaged, 2_000);
            clear("packs", "chunks", "manifests");
            engine.rebuild.rebuild(new FoundList());
            assertThat(load(content)).as("with %s damaged", damaged.key()).isEqualTo(joined(file));
            Files.write(path(damaged), whole);
        }
    }

    @Test
    void aPackOfWhichOnlyPartCanBeReadIsHeldUntilItIsWhole() throws IOException {
        store(file(3));
        var pack = large().getFirst();
        var whole = Files.readAllBytes(path(pack));
        damage(pack, whole.length - 20);
        damage(pack, 20_000);
        clear("packs", "chunks", "manifests");

        engine.rebuild.rebuild(new FoundList());
        assertThat(state(pack)).isEqualTo("HELD");
        engine.packCheck.check(pack, new Damage(), new FoundList());
        assertThat(state(pack)).as("still damaged").isEqualTo("HELD");

        Files.write(path(pack), whole);
        engine.packCheck.check(pack, new Damage(), new FoundList());
        assertThat(state(pack)).isEqualTo("KEPT");
    }

    @Test
    void whatIsAdoptedIsHeldUntilItWasVerified() {
        store(file(4));
        clear("packs", "chunks", "manifests");
        engine.rebuild.adoptUnknown();
        assertThat(engine.rebuild.isComplete()).isTrue();
        assertThat(state(large().getFirst())).isEqualTo("HELD");
        engine.rebuild.rebuild();
        assertThat(state(large().getFirst())).isEqualTo("KEPT");
    }

    @Test
    void whatIsAdoptedIsVerifiedWithoutAnybodyTheLatestFirst() throws IOException {
        var file = file(5);
        var content = store(file);
        var pack = large().getFirst();
        var whole = Files.readAllBytes(path(pack));
        damage(pack, 20_000);
        clear("packs", "chunks", "manifests");
        engine.rebuild.adoptUnknown();
        assertThat(index.held()).isEqualTo(2);
        engine.jdbc
                .sql("UPDATE storage.packs SET since = since - interval '1 hour' WHERE pack <> ?")
                .param(PackId.of(pack.key()).value())
                .update();

        assertThat(engine.heldPacks.verifyNext()).isTrue();
        assertThat(index.held()).as("the damaged one").isEqualTo(2);
        assertThat(engine.heldPacks.verifyNext()).isTrue();
        assertThat(index.held()).as("the manifest's").isEqualTo(1);
        assertThat(engine.heldPacks.verifyNext()).as("it is for later").isFalse();
        assertThat(state(pack)).isEqualTo("HELD");

        Files.write(path(pack), whole);
        engine.jdbc.sql("UPDATE storage.packs SET retry = now()").update();
        assertThat(engine.heldPacks.verifyNext()).isTrue();
        assertThat(state(pack)).isEqualTo("KEPT");
        assertThat(load(content)).isEqualTo(joined(file));
    }

    @Test
    void aStoreThatIsAwayHoldsUpNoOtherPack() {
        store(file(7));
        clear("packs", "chunks", "manifests");
        engine.rebuild.adoptUnknown();
        var away = new FaultyBlobStore(blobs);
        var check = new PackCheck(away, new PackReader(away), index, engine.keys, 1, new Foreground());
        var packs = new HeldPacks(away, index, check);
        var metrics = new SimpleMeterRegistry();
        packs.bindTo(metrics);
        var gauge = metrics.get("cairn.storage.packs.held").gauge();

        away.on(FaultyBlobStore.Call.STAT, 1, Fault.FAILED);
        assertThat(packs.verifyNext()).as("the one that is away").isTrue();
        assertThat(packs.verifyNext()).as("the other").isTrue();
        assertThat(packs.verifyNext()).isFalse();
        assertThat(gauge.value()).as("the one that was away").isEqualTo(1);
        assertThat(engine.jdbc
                        .sql("SELECT cause FROM storage.packs WHERE state = 'HELD'")
                        .query(String.class)
                        .single())
                .contains("cannot be read now");

        engine.jdbc.sql("UPDATE storage.packs SET retry = now()").update();
        var background = new Background("held-packs", Duration.ZERO, packs::turn);
        background.start();
        Await.until("the last one is verified", () -> gauge.value() == 0);
        background.stop();
    }

    @Test
    void aGoodCopyIsNotLetGoBeforeTheIndexNamesIt() throws IOException {
        var file = file(6);
        store(file);
        clear("chunks", "manifests");
        var content = store(file);
        var named = engine.jdbc
                .sql("SELECT DISTINCT pack FROM storage.chunks")
                .query(UUID.class)
                .single();
        var lost = large().stream()
                .filter(pack -> PackId.of(pack.key()).value().equals(named))
                .findFirst()
                .orElseThrow();
        damage(lost, 2_000);
        // As after a crash between adopting the other one and comparing it.
        engine.jdbc
                .sql("UPDATE storage.packs SET state = 'HELD' WHERE pack <> ?")
                .param(named)
                .update();
        while (engine.heldPacks.verifyNext()) {
            assertThat(index.held()).isLessThan(4);
        }
        assertThat(index.held()).isZero();
        assertThat(load(content)).isEqualTo(joined(file));
    }

    private PackEntry entry() {
        var id = new byte[KeyedId.LENGTH_BYTES];
        new Random().nextBytes(id);
        return new PackEntry(new RecordHeader(RecordKind.CHUNK, Codec.RAW, 1, space, new KeyedId(id), 7, 23), 32);
    }

    private PackId packIn(String state) {
        var pack = new PackId(UUID.randomUUID());
        engine.jdbc
                .sql("INSERT INTO storage.packs (pack, bytes, records, created, state) VALUES (?, 500, 1, now(), ?)")
                .params(pack.value(), state)
                .update();
        return pack;
    }

    @Test
    void nothingComesToPointToAPackThatIsBeingDeleted() {
        for (var state : List.of("UNLINKING", "GONE")) {
            var pack = packIn(state);
            var entry = entry();
            assertThatThrownBy(() -> index.add(pack, 500, List.of(entry))).isInstanceOf(PackGoneException.class);
            assertThatThrownBy(() -> index.adopt(pack, 500, List.of(entry), true))
                    .isInstanceOf(PackGoneException.class);
            assertThat(index.rows(pack)).isEmpty();
        }
        for (var state : List.of("KEPT", "HELD", "TRASHED")) {
            var pack = packIn(state);
            index.add(pack, 500, List.of(entry()));
            assertThat(index.rows(pack)).as(state).hasSize(1);
        }
    }

    @Test
    void ofTwoUploadsOfOneThingTheFirstStaysAndTheRestOfTheSecondIsThere() {
        var first = new PackId(UUID.randomUUID());
        var common = entry();
        index.add(first, 500, List.of(common));
        var second = new PackId(UUID.randomUUID());
        var other = entry();
        index.add(second, 500, List.of(common, other, other));
        var ids = List.of(common.header().id(), other.header().id());
        assertThat(index.find(space, RecordKind.CHUNK, ids))
                .hasSize(2)
                .hasEntrySatisfying(
                        common.header().id(),
                        located -> assertThat(located.location().pack()).isEqualTo(first))
                .hasEntrySatisfying(
                        other.header().id(),
                        located -> assertThat(located.location().pack()).isEqualTo(second));
    }

    @Test
    void onlyPacksThatAreKeptAreForgotten() {
        for (var state : List.of("TRASHED", "UNLINKING", "GONE")) {
            assertThat(index.forget(packIn(state))).as(state).isFalse();
        }
        var pack = packIn("KEPT");
        index.add(pack, 500, List.of(entry()));
        assertThat(index.forget(pack)).isTrue();
        assertThat(index.rows(pack)).isEmpty();
    }
}
