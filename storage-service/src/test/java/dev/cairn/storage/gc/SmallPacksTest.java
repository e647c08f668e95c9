package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.blob.redundant.RedundancySettings;
import dev.cairn.storage.blob.redundant.RedundantBlobStore;
import dev.cairn.storage.blob.redundant.Scheme;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.util.unit.DataSize;

/** Small packs over nine devices that code what is long: copies while they are young, shards of a code when they are old. */
class SmallPacksTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final int CODED_FROM = 40_000;
    private static final int FILE_BYTES = 10_000;
    private static final int LONG_BYTES = 950_000;
    private static final Duration WEEK = Duration.ofDays(7);

    private final ModelNames names = new ModelNames(new SpaceId(UUID.randomUUID()));
    private final Random random = new Random(8);
    private final List<MemoryBlobStore> disks = new ArrayList<>();
    private final List<byte[]> files = new ArrayList<>();
    private final RedundantBlobStore blobs;
    private final FaultyBlobStore faulty;
    private final Engine engine;

    SmallPacksTest(@TempDir Path folder) {
        var devices = new ArrayList<Device>();
        for (int i = 0; i < 9; i++) {
            var disk = new MemoryBlobStore(1 << 30);
            disks.add(disk);
            devices.add(new Device("d" + i, "d" + i, 1, () -> disk));
        }
        blobs = RedundantBlobStore.inMemory(
                RedundancySettings.coded("main", new Scheme(6, 3), CODED_FROM), devices, InstantSource.system());
        faulty = new FaultyBlobStore(blobs);
        engine = new Engine(DATABASE, faulty, folder.resolve("root.key"));
    }

    @AfterEach
    void stop() {
        for (var table : List.of("domain_keys", "packs", "chunks", "manifests", "collection")) {
            engine.jdbc.sql("DELETE FROM storage." + table).update();
        }
        engine.close();
        blobs.close();
    }

    private Pass pass(Duration young) {
        return pass(Collecting.gathering(DataSize.ofBytes(CODED_FROM), young), faulty, Engine.Seam.NONE);
    }

    private Pass pass(GcProperties properties, BlobStore store, Engine.Seam seam) {
        return Collecting.collector(
                        DATABASE, engine, store, names, _ -> new Held(Long.MAX_VALUE), properties, random, seam)
                .pass(true, false, Pace.UNBOUNDED);
    }

    /** Each in a pack of its own, and its manifest in another. */
    private void store(int count) {
        store(count, FILE_BYTES);
    }

    private void store(int count, int length) {
        for (int i = 0; i < count; i++) {
            var file = new byte[length];
            random.nextBytes(file);
            files.add(file);
            var chunks = Bundles.chunks(file);
            engine.api.put(names.space, Bundles.ofChunks(chunks, false));
            var manifest = Bundles.manifest(chunks);
            var pin = engine.api.putManifests(names.space, Bundles.ofManifests(List.of(manifest)));
            names.commit(pin.epoch(), manifest.id());
        }
    }

    private void assertReadable() throws IOException {
        for (var file : files) {
            var manifest = engine.contents.manifest(
                    names.space, Bundles.manifest(Bundles.chunks(file)).id());
            var out = new ByteArrayOutputStream();
            engine.contents.stream(names.space, manifest, 0, manifest.size(), out);
            assertThat(out.toByteArray()).isEqualTo(file);
        }
    }

    private List<BlobStat> packs() {
        return blobs.list("pack/", "", BlobStore.LIST_MAX);
    }

    /** Bytes on all devices for one of the packs. */
    private double overhead() {
        long stored = 0;
        for (var disk : disks) {
            stored += disk.list("shard/", "", BlobStore.LIST_MAX).stream()
                    .mapToLong(BlobStat::length)
                    .sum();
        }
        return (double) stored / packs().stream().mapToLong(BlobStat::length).sum();
    }

    @Test
    void whatIsYoungIsKeptInCopiesAndWhatIsOldIsCoded() throws IOException {
        store(20);
        assertThat(packs()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(overhead()).as("copies").isGreaterThan(4);

        assertThat(pass(Duration.ofDays(1)).compacted()).as("too young").isZero();

        var pass = pass(Duration.ZERO);
        assertThat(pass.compacted()).isGreaterThanOrEqualTo(40);
        pass(Duration.ZERO);
        assertThat(packs()).hasSize(1);
        assertThat(overhead()).as("six and three").isLessThan(1.6);
        assertReadable();

        for (int gone = 0; gone < 3; gone++) {
            var disk = disks.get(gone);
            disk.list("shard/", "", BlobStore.LIST_MAX).forEach(shard -> disk.delete(shard.key()));
        }
        assertReadable();
        assertThat(pass(Duration.ZERO).compacted())
                .as("nothing is copied twice")
                .isZero();
    }

    @Test
    void whatDoesNotMakeUpALongPackIsLeft() throws IOException {
        store(2);
        int before = packs().size();
        assertThat(pass(Duration.ZERO).compacted()).isZero();
        assertThat(packs()).hasSize(before);
        assertReadable();
    }

    /** Three portions and a little. */
    private void storePortions() {
        store(27, LONG_BYTES);
    }

    private static GcProperties portions(Duration trash) {
        return Collecting.gathering(DataSize.ofMegabytes(1), Duration.ZERO, trash);
    }

    private long countFailed() {
        return engine.jdbc
                .sql("SELECT count(*) FROM storage.packs WHERE failures > 0 AND state = 'KEPT'")
                .query(Long.class)
                .single();
    }

    /** Calls this with the name of each method of the table of packs, before it. */
    private static Engine.Seam before(Consumer<String> calls) {
        return new Engine.Seam() {
            @Override
            public <T> T around(Class<T> port, T real) {
                return port == PackStore.class
                        ? proxy(port, real, (name, _) -> {
                            calls.accept(name);
                            return null;
                        })
                        : real;
            }
        };
    }

    /** Asks first for an answer by a method's name and arguments; null: the real one's. */
    private static <T> T proxy(Class<T> port, T real, BiFunction<String, Object[], @Nullable Object> first) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    var answer = first.apply(method.getName(), arguments);
                    if (answer != null) {
                        return answer;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** A store on which each put leaves so much less room. */
    private BlobStore withRoom(long bytes) {
        long[] room = {bytes};
        return proxy(BlobStore.class, faulty, (name, arguments) -> {
            if (name.equals("put")) {
                room[0] -= ((BlobContent) arguments[1]).length();
            }
            return name.equals("freeBytes") ? OptionalLong.of(room[0]) : null;
        });
    }

    @Test
    void gatheringLeavesAsMuchRoomAsTheTrashTakes() throws IOException {
        storePortions();
        assertThat(pass(portions(WEEK), withRoom(Compactor.PORTION_BYTES), Engine.Seam.NONE)
                        .compacted())
                .as("two portions are the least")
                .isZero();
        var pass = pass(portions(WEEK), withRoom(5L * Compactor.PORTION_BYTES / 2), Engine.Seam.NONE);
        assertThat(pass.full()).isFalse();
        assertThat(pass.unlinked()).isZero();
        assertThat(pass.copiedBytes()).as("one portion").isBetween(1L << 20, 9L << 20);

        pass = pass(portions(WEEK), withRoom(5L * Compactor.PORTION_BYTES / 2), Engine.Seam.NONE);
        assertThat(pass.copiedBytes()).as("while the trash is as it is").isZero();
        pass = pass(portions(Duration.ZERO), withRoom(1L << 30), Engine.Seam.NONE);
        assertThat(pass.copiedBytes()).as("the others").isGreaterThan(9L << 20);
        assertReadable();
    }

    @Test
    void theTrashMakesRoomWhenThereIsNone() throws IOException {
        storePortions();
        faulty.on(FaultyBlobStore.Call.PUT, 2, Fault.FULL);
        var pass = pass(portions(WEEK), faulty, Engine.Seam.NONE);
        assertThat(pass.full()).isTrue();
        assertThat(pass.compacted()).isPositive();
        assertThat(pass.unlinked()).isGreaterThanOrEqualTo(pass.compacted());
        assertReadable();
    }

    @Test
    void aStoreThatIsAwayIsNoFaultOfItsPacks() throws IOException {
        storePortions();
        var pass = pass(portions(WEEK), faulty, before(name -> {
            if (name.equals("trashed")) {
                faulty.always(FaultyBlobStore.Call.READ, Fault.FAILED);
            }
        }));
        faulty.heal();
        assertThat(pass.copiedBytes()).isZero();
        assertThat(countFailed()).isZero();
        assertThat(pass(portions(WEEK), faulty, Engine.Seam.NONE).copiedBytes()).isGreaterThan(20L << 20);
        assertReadable();
    }

    @Test
    void aStoreThatIsAwayIsNoFaultOfPacksThatAreMostlyGarbage() throws IOException {
        store(30);
        var sparse = Collecting.gathering(DataSize.ofBytes(0), Duration.ZERO);
        // What is not named is most of each pack.
        engine.jdbc.sql("UPDATE storage.packs SET bytes = 2 * bytes").update();
        var pass = pass(sparse, faulty, before(name -> {
            if (name.equals("records")) {
                faulty.always(FaultyBlobStore.Call.READ, Fault.FAILED);
            }
        }));
        faulty.heal();
        assertThat(pass.compacted()).isZero();
        assertThat(countFailed()).as("packs it is held against").isZero();
        assertThat(pass(sparse, faulty, Engine.Seam.NONE).compacted()).isEqualTo(60);
        assertReadable();
    }

    @Test
    void aPortionThatFailsHoldsUpNoOther() throws IOException {
        storePortions();
        var moves = new AtomicInteger();
        var pass = pass(portions(WEEK), faulty, before(name -> {
            if (name.equals("move") && moves.getAndIncrement() == 0) {
                throw new QueryTimeoutException("as the test wants it");
            }
        }));
        assertThat(countFailed()).isBetween(5L, 30L);
        assertThat(pass.copiedBytes()).isGreaterThan(10L << 20);
        assertReadable();
    }

    @Test
    void whatComesOutTooShortIsNotWritten() throws IOException {
        store(5);
        faulty.always(FaultyBlobStore.Call.PUT, Fault.FAILED);
        for (var pack : packs()) {
            if (pack.length() > FILE_BYTES && packs().size() > 8) {
                blobs.delete(pack.key());
            }
        }
        long puts = faulty.calls(FaultyBlobStore.Call.PUT);
        assertThat(pass(Duration.ZERO).compacted()).isZero();
        assertThat(faulty.calls(FaultyBlobStore.Call.PUT)).isEqualTo(puts);
        assertThat(countFailed()).isEqualTo(2);
    }

    @Test
    void lengthsThatCannotBeGatheredAreRefused() {
        assertThatThrownBy(() -> Collecting.gathering(DataSize.ofMegabytes(9), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gc.small");
    }

    @Test
    void whatWouldStayInCopiesIsSaid() {
        var gathering = Collecting.gathering(DataSize.ofBytes(1_000), Duration.ZERO);
        assertThat(gathering.whatStaysInCopies(OptionalLong.of(1_001)))
                .hasValueSatisfying(said -> assertThat(said).contains("gc.small", "1000", "1001"));
        assertThat(gathering.whatStaysInCopies(OptionalLong.of(1_000))).isEmpty();
        assertThat(gathering.whatStaysInCopies(OptionalLong.empty())).isEmpty();
    }

    @Test
    void onePackThatCannotBeReadHoldsUpNoOther() throws IOException {
        store(10);
        var bad = packs().stream()
                .filter(pack -> pack.length() > FILE_BYTES)
                .findFirst()
                .orElseThrow();
        blobs.delete(bad.key());
        assertThat(pass(Duration.ZERO).compacted()).isGreaterThanOrEqualTo(packs().size() / 2);
        assertThat(countFailed()).isEqualTo(1);
    }
}
