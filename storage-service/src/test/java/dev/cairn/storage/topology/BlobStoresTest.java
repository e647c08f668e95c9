package dev.cairn.storage.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.topology.Topology.Local;
import dev.cairn.storage.topology.Topology.Memory;
import dev.cairn.testkit.server.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoresTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    private static BlobStores stores() {
        return new BlobStores(DATABASE, InstantSource.system(), new SimpleMeterRegistry());
    }

    @Test
    void opensWhatIsDescribed(@TempDir Path folder) throws IOException {
        try (var store = stores().build(new Local("main", folder, 0))) {
            store.put(KEY, BlobContent.of(new byte[3]));
        }
        try (var store = stores().build(new Local("main", folder, 0))) {
            assertThat(store.stat(KEY)).isPresent();
        }
        try (var store = stores().build(new Memory("main", 2))) {
            assertThat(store.freeBytes()).hasValue(2);
        }
    }
}
