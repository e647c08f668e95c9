package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.upload.Held;
import dev.cairn.storage.Bundles;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.blob.redundant.RedundancySettings;
import dev.cairn.storage.blob.redundant.RedundantBlobStore;
import dev.cairn.storage.blob.redundant.Scheme;
import dev.cairn.storage.chunk.Engine;
import dev.cairn.testkit.server.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Small packs over nine devices that code what is long: copies while they are young, shards of a code when they are old. */
class SmallPacksTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final int CODED_FROM = 40_000;
    private static final int FILE_BYTES = 10_000;

    private final ModelNames names = new ModelNames(new SpaceId(UUID.randomUUID()));
    private final Random random = new Random(8);
    private final List<MemoryBlobStore> disks = new ArrayList<>();
    private final List<byte[]> files = new ArrayList<>();
    private final RedundantBlobStore blobs;
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
        engine = new Engine(DATABASE, blobs, folder.resolve("root.key"));
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
        var properties = Collecting.gathering(DataSize.ofBytes(CODED_FROM), young);
        return Collecting.collector(
                        DATABASE,
                        engine,
                        blobs,
                        names,
                        _ -> new Held(Long.MAX_VALUE),
                        properties,
                        random,
                        Engine.Seam.NONE)
                .pass(true, false, Pace.UNBOUNDED);
    }

    /** Each in a pack of its own, and its manifest in another. */
    private void store(int count) {
        for (int i = 0; i < count; i++) {
            var file = new byte[FILE_BYTES];
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

    @Test
    void onePackThatCannotBeReadHoldsUpNoOther() throws IOException {
        store(10);
        var bad = packs().stream()
                .filter(pack -> pack.length() > FILE_BYTES)
                .findFirst()
                .orElseThrow();
        blobs.delete(bad.key());
        assertThat(pass(Duration.ZERO).compacted()).isGreaterThanOrEqualTo(packs().size() / 2);
        long failed = engine.jdbc
                .sql("SELECT count(*) FROM storage.packs WHERE failures > 0 AND state = 'KEPT'")
                .query(Long.class)
                .single();
        assertThat(failed).isEqualTo(1);
    }
}
