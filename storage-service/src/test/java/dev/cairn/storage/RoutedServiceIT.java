package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.AllowedRegions;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.ResidencyApi;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a tree of stores from settings: two regions, one of them tiered, the other mirrored. */
class RoutedServiceIT {
    private static final int SPACES = 12;
    private static final String STORES = "--cairn.storage.topology.stores.";

    private final DataSource database = TestPostgres.newDatabase();
    private final Map<SpaceId, byte[]> files = new HashMap<>();
    private final List<SpaceId> spaces = new ArrayList<>();
    private final Random random = new Random(17);
    private final Path directory;

    RoutedServiceIT(@TempDir Path directory) {
        this.directory = directory;
        for (int i = 0; i < SPACES; i++) {
            spaces.add(new SpaceId(UUID.randomUUID()));
        }
    }

    private ConfigurableApplicationContext start() throws IOException {
        var settings = new ArrayList<>(List.of(
                STORES + "main.kind=routed",
                STORES + "main.home=eu",
                STORES + "main.regions.eu=europe",
                STORES + "main.regions.us=america",
                STORES + "europe.kind=tiered",
                STORES + "europe.hot=fast",
                STORES + "europe.cold=slow",
                STORES + "america.kind=mirrored",
                STORES + "america.primary=east",
                STORES + "america.mirror=west"));
        for (var leaf : List.of("fast", "slow", "east", "west")) {
            settings.add(STORES + leaf + ".kind=local");
            settings.add(STORES + leaf + ".folder=" + leaf);
        }
        return RunningStorage.start(directory, database, settings);
    }

    private static boolean isAmerican(SpaceId space) {
        return space.value().hashCode() % 2 == 0;
    }

    private byte[] upload(ChunkApi api, SpaceId space) {
        var file = new byte[20_000 + random.nextInt(100_000)];
        random.nextBytes(file);
        var chunks = Bundles.chunks(file);
        api.put(space, Bundles.ofChunks(chunks, false));
        api.putManifests(space, Bundles.ofManifests(List.of(Bundles.manifest(chunks))));
        return file;
    }

    @Test
    void bytesStayInTheRegionsOfTheirSpace() throws Exception {
        try (var context = start()) {
            var api = context.getBean(ChunkApi.class);
            var residency = context.getBean(ResidencyApi.class);
            spaces.stream()
                    .filter(RoutedServiceIT::isAmerican)
                    .forEach(space -> asAdmin(() -> residency.allow(space, new AllowedRegions(List.of("us")))));
            uploadAllAtOnce(api);
            assertThatThrownBy(
                            () -> asAdmin(() -> residency.allow(spaces.getFirst(), new AllowedRegions(List.of("ch")))))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_REQUEST));
            assertThat(spaces).allSatisfy(space -> assertThat(
                            asAdmin(() -> residency.look(space)).packsOutside())
                    .isZero());
            awaitMirror(context.getBean(MeterRegistry.class));
        }
        try (var context = start()) {
            assertAllRead(context.getBean(ChunkApi.class));
        }
        var american = spaces.stream().filter(RoutedServiceIT::isAmerican).collect(Collectors.toSet());
        var european = spaces.stream().filter(space -> !isAmerican(space)).collect(Collectors.toSet());
        assertThat(spacesIn("fast")).isEqualTo(european);
        assertThat(spacesIn("slow")).isEmpty();
        assertThat(spacesIn("east")).isEqualTo(american);
        assertThat(spacesIn("west")).isEqualTo(american);
    }

    private static <T> T asAdmin(Supplier<T> work) {
        return Callers.call(FakeCallers.admin("root"), work::get);
    }

    private void uploadAllAtOnce(ChunkApi api) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var uploads = new ArrayList<Callable<byte[]>>();
            for (int round = 0; round < 3; round++) {
                spaces.forEach(space -> uploads.add(() -> upload(api, space)));
            }
            var done = threads.invokeAll(uploads);
            for (int i = 0; i < done.size(); i++) {
                files.put(spaces.get(i % SPACES), done.get(i).get());
            }
        }
    }

    private static void awaitMirror(MeterRegistry metrics) {
        var waiting = metrics.get("cairn.storage.mirror.waiting")
                .tag("store", "america")
                .gauge();
        Await.until("the mirror", () -> waiting.value() == 0);
        assertThat(metrics.get("cairn.storage.mirror.lag").gauge().value()).isZero();
    }

    private void assertAllRead(ChunkApi api) {
        files.forEach((space, file) -> {
            var content = Bundles.manifest(Bundles.chunks(file)).id();
            assertThat(api.read(space, content, 0, file.length)).isEqualTo(file);
        });
    }

    /** The spaces of which there are records in the packs of a folder, by what the packs themselves say. */
    private Set<SpaceId> spacesIn(String folder) throws IOException {
        try (var store = new LocalBlobStore(directory.resolve("storage").resolve(folder), 0)) {
            var packs = new PackReader(store);
            return store.list("pack/", "", 1000).stream()
                    .flatMap(pack -> packs.scan(pack).entries().stream())
                    .map(entry -> entry.header().space())
                    .collect(Collectors.toSet());
        }
    }
}
