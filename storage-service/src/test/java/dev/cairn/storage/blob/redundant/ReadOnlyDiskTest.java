package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.testkit.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A system makes a disk read-only that it does not trust any more. */
class ReadOnlyDiskTest {
    private static final BlobKey BEFORE = new BlobKey("pack", "ab01");
    private static final BlobKey MEANWHILE = new BlobKey("pack", "ab02");

    private final List<SimulatedDisk> disks = List.of(new SimulatedDisk(), new SimulatedDisk(), new SimulatedDisk());

    @Test
    void oneDiskIsReadAndWhatItLacksIsOwed() {
        var devices = new ArrayList<Device>();
        for (var disk : disks) {
            var name = "d" + devices.size();
            devices.add(new Device(
                    name, name, 1, () -> new LocalBlobStore(disk.root().resolve("blobs"), 0)));
        }
        try (var store = new RedundantBlobStore(
                Stores.settings(Scheme.THREE_COPIES, Scheme.THREE_COPIES),
                devices,
                new MemoryLedger(),
                () -> Stores.BEGIN,
                new Random(1))) {
            store.put(BEFORE, BlobContent.of(new byte[500]));
            disks.get(1).readOnly(true);
            store.put(MEANWHILE, BlobContent.of(new byte[600]));
            store.custodian().probe();

            assertThat(store.custodian().status().devices().get(1))
                    .returns(Device.State.DEGRADED, DeviceStatus::state)
                    .satisfies(device -> assertThat(device.cause()).contains("cannot be written"))
                    .satisfies(device -> assertThat(device.owed()).isEqualTo(1));
            assertThat(store.read(BEFORE, 0, 500)).hasSize(500);
            assertThat(store.read(MEANWHILE, 0, 600)).hasSize(600);

            disks.get(1).readOnly(false);
            assertThat(store.custodian().repair().repaired()).isTrue();
        }
    }

    @Test
    void aStoreOnItAloneReadsAndRefusesTheRest() throws Exception {
        var disk = disks.getFirst();
        try (var store = new LocalBlobStore(disk.root().resolve("blobs"), 0)) {
            store.put(BEFORE, BlobContent.of(new byte[500]));
            disk.readOnly(true);
            assertThatThrownBy(() -> store.put(MEANWHILE, BlobContent.of(new byte[600])))
                    .isInstanceOfSatisfying(
                            BlobException.class, e -> assertThat(e.reason()).isEqualTo(BlobException.Reason.FAILED));
            assertThatThrownBy(() -> store.delete(BEFORE)).isInstanceOf(BlobException.class);
            assertThat(store.read(BEFORE, 0, 500)).hasSize(500);
            assertThat(store.stat(MEANWHILE)).isEmpty();
        }
    }
}
