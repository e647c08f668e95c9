package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.DeviceHealth;
import dev.cairn.contracts.storage.NewStorageJob;
import dev.cairn.contracts.storage.StorageAdminApi;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageJob.State;
import dev.cairn.storage.blob.redundant.Device;
import dev.cairn.storage.blob.redundant.RepairReport;
import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.health.DeviceCare;
import dev.cairn.storage.job.Progress;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.server.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The service over four folders, two of which vanish and one of which is damaged. */
class RedundantServiceIT {
    private static final Duration JOB_MAX = Duration.ofMinutes(2);
    private static final Duration JOB_POLL = Duration.ofMillis(20);
    private static final String STORES = "--cairn.storage.topology.stores.";
    private static final List<String> DISKS = List.of("d1", "d2", "d3", "d4");

    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Random random = new Random(3);
    private final Path directory;

    RedundantServiceIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private ConfigurableApplicationContext start(DataSource database) throws IOException {
        var secret = Files.writeString(
                directory.resolve("cluster-secret"), HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]));
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--cairn.cluster-secret-file=" + secret,
                "--cairn.data=" + directory,
                "--spring.main.banner-mode=off",
                STORES + "main.kind=erasure-coded",
                STORES + "main.data-shards=2",
                STORES + "main.parity-shards=2",
                STORES + "main.coded-from=64KB",
                STORES + "main.devices=" + String.join(",", DISKS)));
        for (var disk : DISKS) {
            arguments.add(STORES + disk + ".kind=local");
            arguments.add(STORES + disk + ".folder=" + disk);
        }
        return new SpringApplicationBuilder(StorageApplication.class)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(DataSource.class, () -> new DelegatingDataSource(database)))
                .run(arguments.toArray(String[]::new));
    }

    private void upload(ChunkApi api, int bytes) {
        var file = new byte[bytes];
        random.nextBytes(file);
        var chunks = Bundles.chunks(file);
        api.put(space, Bundles.ofChunks(chunks, false));
        api.putManifests(space, Bundles.ofManifests(List.of(Bundles.manifest(chunks))));
        files.put("file" + files.size(), file);
    }

    private void assertAllRead(ChunkApi api) {
        assertThat(files.values()).allSatisfy(file -> {
            var content = Bundles.manifest(Bundles.chunks(file)).id();
            assertThat(api.read(space, content, 0, file.length)).isEqualTo(file);
        });
    }

    private void remove(String disk) throws IOException {
        try (var found = Files.walk(directory.resolve("storage").resolve(disk))) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void damage(String disk) throws IOException {
        try (var found = Files.walk(directory.resolve("storage").resolve(disk).resolve("shard"))) {
            for (var path : found.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(path);
                bytes[bytes.length / 2] ^= 4;
                Files.write(path, bytes);
            }
        }
    }

    private static <T> T asAdmin(Supplier<T> work) {
        return Callers.call(FakeCallers.admin("root"), work::get);
    }

    private static StorageJob ended(StorageAdminApi admin, String kind, Map<String, String> options) {
        var job = asAdmin(() -> admin.start(new NewStorageJob(kind, options)));
        long deadline = System.nanoTime() + JOB_MAX.toNanos();
        while (job.state() == State.RUNNING) {
            assertThat(System.nanoTime()).as("job %s does not end", job).isLessThan(deadline);
            LockSupport.parkNanos(JOB_POLL.toNanos());
            var id = job.id();
            job = asAdmin(() -> admin.job(id));
        }
        return job;
    }

    @Test
    void survivesDisksThatVanishAndLie() throws IOException {
        var database = TestPostgres.newDatabase();
        try (var context = start(database)) {
            var api = context.getBean(ChunkApi.class);
            for (int bytes : new int[] {10, 20_000, 300_000, 3_000_000}) {
                upload(api, bytes);
            }
            assertThat(context.getBean(DeviceCare.class)
                            .repair(Progress.unwatched())
                            .values())
                    .singleElement()
                    .returns(true, RepairReport::repaired);
        }
        damage("d2");
        remove("d3");
        try (var context = start(database)) {
            var care = context.getBean(DeviceCare.class);
            assertAllRead(context.getBean(ChunkApi.class));
            upload(context.getBean(ChunkApi.class), 200_000);
            assertThat(care.status().getFirst().devices())
                    .filteredOn(device -> device.state() != Device.State.UP)
                    .singleElement()
                    .satisfies(device -> assertThat(device.cause()).contains("empty or another"));
            var admin = context.getBean(StorageAdminApi.class);
            assertThat(ended(admin, "accept", Map.of("device", "d3")).message()).contains("d3 is UP");
            // What it finds is a race with the background, which mends the same.
            assertThat(ended(admin, "scrub", Map.of()))
                    .returns(State.DONE, StorageJob::state)
                    .satisfies(job ->
                            assertThat(job.counts().getOrDefault("blobs", 0L)).isPositive());
            assertThat(ended(admin, "repair", Map.of()))
                    .returns(State.DONE, StorageJob::state)
                    .returns(0L, StorageJob::found)
                    .satisfies(job -> assertThat(job.counts()).containsEntry("degraded", 0L));
            assertThatThrownBy(() -> ended(admin, "drain", Map.of("device", "d1")))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem()).isEqualTo(Problem.CONFLICT);
                        assertThat(e.detail()).contains("cannot be drained, the others are too few");
                    });
            assertThatThrownBy(() -> ended(admin, "drain", Map.of("device", "d9")))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem()).isEqualTo(Problem.INVALID_REQUEST);
                        assertThat(e.detail()).contains("d1, d2, d3, d4");
                    });
            assertThat(asAdmin(admin::status).stores()).singleElement().satisfies(store -> {
                assertThat(store.devices()).hasSize(4).allSatisfy(device -> assertThat(device.state())
                        .isEqualTo(DeviceHealth.State.UP));
                assertThat(store.degraded()).isZero();
                assertThat(store.scrub().overdue()).isZero();
                assertThat(store.scrub().completeSince()).isNotNull();
            });
            for (var counter : List.of("scrub.bytes", "shards.repaid")) {
                assertThat(context.getBean(MeterRegistry.class)
                                .get("cairn.storage.redundancy." + counter)
                                .functionCounter()
                                .count())
                        .as(counter)
                        .isPositive();
            }
            assertThat(context.getBean(MeterRegistry.class)
                            .get("cairn.storage.redundancy.blobs.unreadable")
                            .gauge()
                            .value())
                    .isZero();
        }
        remove("d1");
        remove("d4");
        // The database is another, too: shards say themselves what they are.
        try (var context = start(TestPostgres.newDatabase())) {
            context.getBean(IndexRebuild.class).rebuild();
            assertAllRead(context.getBean(ChunkApi.class));
        }
    }
}
