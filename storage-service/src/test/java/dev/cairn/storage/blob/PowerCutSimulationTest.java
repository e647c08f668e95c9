package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.Simulations;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Some of the {@link PowerCuts}; {@code ./cairn bench crash} makes a hundred thousand. */
class PowerCutSimulationTest {
    private static final int CUTS = 600;

    @Test
    void nothingAcknowledgedIsLostAndNothingTornIsServed() throws Exception {
        try (var cuts = new PowerCuts()) {
            Simulations.run(cuts, CUTS);
            assertThat(cuts.whileComingBack()).as("cuts while it came back").isPositive();
        }
    }

    @Test
    void aFolderThatSomebodyElseMadeAndDidNotSyncYetLosesNothing() throws IOException {
        var key = new BlobKey("pack", "ab1");
        var bytes = new byte[] {1, 2, 3};
        for (int seed = 0; seed < 20; seed++) {
            var disk = new SimulatedDisk();
            var folder = disk.root().resolve("data/blobs");
            try (var store = new LocalBlobStore(folder, 0)) {
                Files.createDirectories(folder.resolve("pack/ab"));
                store.put(key, BlobContent.of(bytes));
            }
            var found = disk.afterPowerCut(new Random(seed));
            try (var store = new LocalBlobStore(found.root().resolve("data/blobs"), 0)) {
                assertThat(store.stat(key)).as("with seed %s", seed).isPresent();
                assertThat(store.read(key, 0, bytes.length)).isEqualTo(bytes);
            }
        }
    }
}
