package dev.cairn.storage.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.redundant.RedundancySettings;
import dev.cairn.storage.blob.redundant.RedundantStores;
import dev.cairn.storage.topology.Topology.Local;
import dev.cairn.storage.topology.Topology.Memory;
import dev.cairn.storage.topology.Topology.Part;
import dev.cairn.testkit.server.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoresTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    private static BlobStores stores() {
        return new BlobStores(
                DATABASE,
                InstantSource.system(),
                new SimpleMeterRegistry(),
                new RedundantStores(DATABASE, InstantSource.system(), new Random()));
    }

    @Test
    void opensWhatIsDescribed(@TempDir Path folder) throws IOException {
        try (var store = stores().build(new Local("main", folder, 0, true))) {
            store.put(KEY, BlobContent.of(new byte[3]));
        }
        try (var store = stores().build(new Local("main", folder, 0, true))) {
            assertThat(store.stat(KEY)).isPresent();
        }
        try (var store = stores().build(new Memory("main", 2))) {
            assertThat(store.freeBytes()).hasValue(2);
        }
    }

    @Test
    void redundantStoresStandOnOthersAndStartWithoutOneOfThem(@TempDir Path folder) throws IOException {
        StorageSchema.migrate(DATABASE);
        var parts = new ArrayList<Part>();
        for (var disk : List.of("d1", "d2", "d3")) {
            parts.add(new Part(new Local(disk, folder.resolve(disk), 0, true), disk, 1));
        }
        Files.writeString(folder.resolve("d3"), "not a folder");
        var copies = new Topology.Replicated("main", parts, RedundancySettings.replicated("main", 3));
        try (var store = stores().build(copies)) {
            store.put(KEY, BlobContent.of(new byte[30]));
        }
        assertThat(Files.isDirectory(folder.resolve("d2").resolve("shard"))).isTrue();
        try (var store = stores().build(copies)) {
            assertThat(store.read(KEY, 10, 20)).hasSize(20);
        }
    }
}
