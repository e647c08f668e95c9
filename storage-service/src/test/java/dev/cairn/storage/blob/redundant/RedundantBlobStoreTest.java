package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import dev.cairn.storage.job.FoundList;
import dev.cairn.storage.job.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What devices do to blobs, case by case; {@link FaultScript} mixes them. */
class RedundantBlobStoreTest {
    private static final BlobKey KEY = new BlobKey("pack", "ab01");
    private static final RedundancySettings COPIES = Stores.settings(Scheme.THREE_COPIES, Scheme.THREE_COPIES);
    private static final RedundancySettings CODED = Stores.settings(Scheme.copies(4), Scheme.SIX_AND_THREE);

    private final Ledger ledger = new MemoryLedger();
    private final List<Bay> bays = new ArrayList<>(Bay.bays(9));
    private Instant now = Stores.BEGIN;

    private RedundantBlobStore open(RedundancySettings settings) {
        return Stores.open(settings, bays, ledger, () -> now);
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private DeviceStatus device(RedundantBlobStore store, Bay bay) {
        return store.custodian().status().devices().stream()
                .filter(device -> device.device().equals(bay.name()))
                .findFirst()
                .orElseThrow();
    }

    private long stored() {
        return bays.stream()
                .filter(Bay::plugged)
                .mapToLong(bay -> bay.shards().size())
                .sum();
    }

    @Test
    void whatAPutCouldNotWriteIsOwedBeforeItIsAcknowledged() {
        try (var store = open(CODED)) {
            bays.get(3).disk().full();
            bays.get(4).disk().vanished();
            store.put(KEY, BlobContent.of(bytes(50_000)));
            assertThat(ledger.debts(Debt.Kind.OWED, 0, 10))
                    .extracting(Debt::device)
                    .containsExactlyInAnyOrder("d4", "d5");
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
            bays.get(3).disk().heal();
            bays.get(4).disk().heal();
            var report = store.custodian().repair();
            assertThat(report.repaid()).isEqualTo(2);
            assertThat(report.repaired()).isTrue();
        }
    }

    @Test
    void aPutWithoutQuorumFailsAndLeavesNothing() {
        try (var store = open(CODED)) {
            for (int i = 0; i < 3; i++) {
                bays.get(i).disk().readOnly();
            }
            assertThatThrownBy(() -> store.put(KEY, BlobContent.of(bytes(50_000))))
                    .isInstanceOf(BlobException.class);
            assertThat(store.stat(KEY)).isEmpty();
            bays.forEach(bay -> bay.disk().heal());
            store.custodian().repair();
            assertThat(stored()).isZero();
            store.put(KEY, BlobContent.of(bytes(50_000)));
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
        }
    }

    @Test
    void anyThreeOfNineMayBeGone() {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
            for (int a = 0; a < 9; a++) {
                for (int b = a + 1; b < 9; b++) {
                    for (int c = b + 1; c < 9; c++) {
                        var disks = new ArrayList<FaultyBlobStore>();
                        for (int gone : new int[] {a, b, c}) {
                            disks.add(bays.get(gone).pull());
                        }
                        assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
                        assertThat(store.read(KEY, 12_345, 777))
                                .isEqualTo(Arrays.copyOfRange(bytes(50_000), 12_345, 13_122));
                        for (int gone : new int[] {c, b, a}) {
                            bays.get(gone).plug(disks.removeLast());
                        }
                        store.custodian().probe();
                    }
                }
            }
            var more = bays.subList(0, 4).stream().map(Bay::pull).toList();
            assertThatThrownBy(() -> store.read(KEY, 0, 50_000))
                    .isInstanceOfSatisfying(
                            BlobException.class,
                            e -> assertThat(e.reason().retryable()).isTrue());
            assertThat(more).hasSize(4);
        }
    }

    @Test
    void aReadWithinOneShardIsOneReadOfOneDevice() {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(600_000)));
            long before = reads();
            store.read(KEY, 150_000, 40_000);
            assertThat(reads() - before).isEqualTo(1);
        }
    }

    private long reads() {
        return bays.stream().mapToLong(bay -> bay.disk().calls(Call.READ)).sum();
    }

    @Test
    void whatWasDeletedWhileADeviceWasAwayDoesNotComeBack() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            var away = bays.stream()
                    .filter(bay -> !bay.shards().isEmpty())
                    .findFirst()
                    .orElseThrow();
            var disk = away.pull();
            store.custodian().probe();
            store.delete(KEY);
            store.put(KEY, BlobContent.of(bytes(200)));
            away.plug(disk);
            store.custodian().probe();
            assertThat(store.read(KEY, 0, 200)).isEqualTo(bytes(200));
            assertThat(store.custodian().repair().repaired()).isTrue();
            assertThat(stored()).isEqualTo(3);
            store.delete(KEY);
            assertThat(stored()).isZero();
        }
    }

    @Test
    void aDiskThatIsAnotherOrEmptyIsRecognised() {
        try (var store = open(COPIES)) {
            var first = bays.get(0).pull();
            var second = bays.get(1).pull();
            bays.get(0).plug(second);
            bays.get(1).plug(Bay.newDisk());
            store.custodian().probe();
            assertThat(device(store, bays.get(0)).state()).isEqualTo(Device.State.DOWN);
            assertThat(device(store, bays.get(0)).cause()).contains("another device", "d2");
            assertThat(device(store, bays.get(1)).cause()).contains("empty or another");
            assertThat(bays.get(1).disk().healthy().list("", "", 1)).isEmpty();
            bays.get(0).plug(first);
            bays.get(1).plug(second);
            bays.get(2).disk().readOnly();
            bays.get(3).disk().full();
            store.custodian().probe();
            assertThat(device(store, bays.get(0)).state()).isEqualTo(Device.State.UP);
            assertThat(device(store, bays.get(2)).cause()).contains("cannot be written");
            assertThat(device(store, bays.get(3)).cause()).contains("full");
            assertThat(device(store, bays.get(3)).state()).isEqualTo(Device.State.DEGRADED);
        }
    }

    @Test
    void whatADeviceHeldIsMadeAnewElsewhereAfterTheGrace() {
        try (var store = open(COPIES)) {
            for (int i = 0; i < 50; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i)));
            }
            bays.getFirst().pull();
            store.custodian().probe();
            assertThat(store.custodian().repair().left()).isZero();
            assertThat(store.custodian().status().redundancy().degraded()).isPositive();
            now = now.plus(Duration.ofMinutes(16));
            var report = store.custodian().repair();
            assertThat(report.census().degraded()).isZero();
            assertThat(device(store, bays.getFirst()).shards()).isZero();
            assertThat(device(store, bays.getFirst()).gone()).isPositive();
        }
    }

    @Test
    void aDrainedDeviceEndsEmptyAndANewOneTakesItsShare() {
        try (var store = open(COPIES)) {
            for (int i = 0; i < 200; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i)));
            }
            store.custodian().drain("d4", true);
            long held = device(store, bays.get(3)).shards();
            assertThat(store.custodian().rebalance()).isEqualTo(held);
            store.custodian().repair();
            assertThat(device(store, bays.get(3)).empty()).isTrue();
            assertThat(bays.get(3).shards()).isEmpty();
        }
        bays.add(new Bay("d10"));
        try (var store = open(COPIES)) {
            assertThat(device(store, bays.get(3)).draining()).isTrue();
            long moved = store.custodian().rebalance();
            assertThat(device(store, bays.get(9)).shards()).isEqualTo(moved).isBetween(30L, 110L);
            assertThat(store.custodian().rebalance()).isZero();
            assertThat(store.custodian().repair().repaired()).isTrue();
            for (int i = 0; i < 200; i++) {
                assertThat(store.read(new BlobKey("pack", "aa" + i), 0, i)).isEqualTo(bytes(i));
            }
        }
    }

    @Test
    void aLedgerThatWasLostIsMadeAnewFromTheShards() {
        try (var store = open(CODED)) {
            for (int i = 0; i < 20; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i * 1000)));
            }
        }
        var missing = bays.get(5).shards().getFirst().key();
        bays.get(5).disk().healthy().delete(missing);
        try (var store = Stores.open(CODED, bays, new MemoryLedger(), () -> now)) {
            assertThat(store.list("", "", 100)).hasSize(20);
            assertThat(store.custodian().status().redundancy().degraded()).isEqualTo(1);
            for (int i = 0; i < 20; i++) {
                assertThat(store.read(new BlobKey("pack", "aa" + i), 0, i * 1000))
                        .isEqualTo(bytes(i * 1000));
            }
            assertThat(store.custodian().repair().repaired()).isTrue();
        }
    }

    @Test
    void aScrubGoesOnAfterARestartAndBeginsWithWhatIsNew() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            assertThat(store.custodian().scrub().blobs()).isEqualTo(1);
        }
        now = now.plus(Duration.ofDays(1));
        var later = new BlobKey("pack", "zz99");
        try (var store = open(COPIES)) {
            store.put(later, BlobContent.of(bytes(100)));
            assertThat(ledger.unverified(now, 10)).extracting(Layout::key).containsExactly(later, KEY);
            assertThat(store.custodian().status().overdue()).isEqualTo(1);
            now = now.plus(Duration.ofDays(30));
            assertThat(store.custodian().status().overdue()).isEqualTo(2);
            assertThat(store.custodian().scrub().bytes())
                    .isEqualTo(2
                            * 3
                            * bays.stream()
                                    .flatMap(bay -> bay.shards().stream())
                                    .findFirst()
                                    .orElseThrow()
                                    .length());
            assertThat(store.custodian().status().overdue()).isZero();
        }
    }

    @Test
    void theBackgroundMakesWholeWithoutBeingAsked() throws InterruptedException {
        try (var store = open(COPIES)) {
            bays.getFirst().disk().on(Call.PUT, 1, Fault.FAILED);
            for (int i = 0; i < 20; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i)));
            }
            assertThat(ledger.debts(Debt.Kind.OWED, 0, 10)).isNotEmpty();
            store.custodian().start();
            for (int tries = 0;
                    tries < 3000 && !ledger.debts(Debt.Kind.OWED, 0, 1).isEmpty();
                    tries++) {
                Thread.sleep(10);
            }
            assertThat(store.custodian().census().degraded()).isZero();
        }
    }

    private MemoryLedger copyOfTheLedger() {
        var copy = new MemoryLedger();
        ledger.devices().forEach(copy::save);
        ledger.list("", "", Ledger.PAGE).forEach(layout -> copy.add(layout, List.of()));
        return copy;
    }

    private Layout layout() {
        return ledger.find(KEY).orElseThrow();
    }

    private Bay bayOf(int shard) {
        return bay(layout().devices().get(shard));
    }

    private Bay bay(String name) {
        return bays.stream().filter(bay -> bay.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void whatMovedSinceTheLedgerWasSavedIsFoundWhereItIs() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
        }
        var older = copyOfTheLedger();
        for (int i = 10; i <= 12; i++) {
            bays.add(new Bay("d" + i));
        }
        try (var store = open(COPIES)) {
            for (int i = 1; i <= 9; i++) {
                store.custodian().drain("d" + i, true);
            }
            assertThat(store.custodian().rebalance()).isEqualTo(3);
            assertThat(store.custodian().repair().repaired()).isTrue();
        }
        try (var store = Stores.open(COPIES, bays, older, () -> now)) {
            assertThat(store.read(KEY, 0, 100)).isEqualTo(bytes(100));
            assertThat(store.custodian().census().degraded()).isZero();
            assertThat(store.custodian().clearStale()).isZero();
            assertThat(stored()).isEqualTo(3);
        }
    }

    @Test
    void aShardElsewhereIsStaleOnlyWhenTheRecordedOnesAreWhole() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            var free = bays.stream().filter(bay -> bay.shards().isEmpty()).toList();
            var name = layout().shard(0).storedAs();
            free.getFirst().overwrite(name, bayOf(0).bytes(name));
            bayOf(1).disk().healthy().delete(layout().shard(1).storedAs());
            assertThat(store.custodian().clearStale()).isZero();
            bayOf(0).disk().healthy().delete(name);
            assertThat(store.custodian().clearStale()).isZero();
            assertThat(layout().devices().getFirst()).isEqualTo(free.getFirst().name());
            assertThat(store.custodian().scrub().bad()).isEqualTo(1);
            assertThat(store.custodian().repair().repaired()).isTrue();
            free.getLast().overwrite(name, bayOf(0).bytes(name));
            assertThat(store.custodian().clearStale()).isEqualTo(1);
            assertThat(stored()).isEqualTo(3);
        }
    }

    private void damage(int shard, int block) {
        var name = layout().shard(shard).storedAs();
        var bytes = bayOf(shard).bytes(name);
        bytes[ShardHeader.LENGTH_BYTES + block * (ShardHeader.BLOCK_BYTES + Integer.BYTES)] ^= 1;
        bayOf(shard).overwrite(name, bytes);
    }

    /** No shard of six is whole, yet every byte can be read from the blocks that are. */
    @Test
    void whatReadsBeforeARepairReadsAfterIt() {
        int length = 6 * 2 * ShardHeader.BLOCK_BYTES;
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(length)));
            for (int shard = 0; shard < 6; shard++) {
                damage(shard, shard / 3);
            }
            assertReadsBlockByBlock(store, length);
            now = now.plusSeconds(1);
            assertThat(store.custodian().scrub().bad()).isEqualTo(6);
            assertThat(store.custodian().repair().repaired()).isFalse();
            assertReadsBlockByBlock(store, length);
        }
        // With one more device there is a place to put a new shard before the old one goes.
        bays.add(new Bay("d10"));
        try (var store = open(CODED)) {
            assertThat(store.custodian().repair().repaired()).isTrue();
            assertThat(store.read(KEY, 0, length)).isEqualTo(bytes(length));
            assertThat(stored()).isEqualTo(9);
        }
    }

    private static void assertReadsBlockByBlock(RedundantBlobStore store, int length) {
        for (int from = 0; from < length; from += ShardHeader.BLOCK_BYTES) {
            assertThat(store.read(KEY, from, ShardHeader.BLOCK_BYTES))
                    .isEqualTo(Arrays.copyOfRange(bytes(length), from, from + ShardHeader.BLOCK_BYTES));
        }
    }

    @Test
    void aReadThatFailsOnceIsNoDamage() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            ledger.owe(List.of(new Debt(
                    KEY, layout().generation(), 0, layout().devices().getFirst(), Debt.Kind.OWED, "doubted", now)));
            // The probe reads the identity twice.
            layout().devices().forEach(name -> bay(name).disk().on(Call.READ, 3, Fault.FAILED));
            assertThat(store.custodian().repair().left()).isEqualTo(1);
            assertThat(stored()).isEqualTo(3);
            assertThat(store.custodian().repair().repaired()).isTrue();
        }
    }

    @Test
    void whatStaysUnreadableIsMadeAnewElsewhereAfterTheGrace() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            var bad = bayOf(0);
            bad.disk().on(Call.READ, 1, Fault.FAILED);
            now = now.plusSeconds(1);
            assertThat(store.custodian().scrub().bad()).isEqualTo(1);
            for (int minutes : new int[] {1, 20}) {
                now = now.plus(Duration.ofMinutes(minutes));
                bad.disk().on(Call.READ, 3, Fault.FAILED);
                store.custodian().repair();
                assertThat(layout().devices().contains(bad.name())).isEqualTo(minutes == 1);
            }
        }
    }

    @Test
    void anOldDebtOfADeletionDeletesNoLiveShard() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            ledger.owe(List.of(Debt.gone(layout(), 0, now)));
            store.custodian().repair();
            assertThat(stored()).isEqualTo(3);
            assertThat(ledger.debts(Debt.Kind.GONE, 0, 10)).isEmpty();
        }
    }

    @Test
    void whatIsToGoStaysUntilItStandsWhereItIsRecorded() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            var free = bays.stream()
                    .filter(bay -> bay.shards().isEmpty())
                    .findFirst()
                    .orElseThrow();
            // As after a restore of the database, or a write that the device forgot.
            ledger.move(layout(), 0, free.name(), now);
            assertThat(store.custodian().repair().left()).isEqualTo(1);
            assertThat(stored()).isEqualTo(3);
            assertThat(store.custodian().repair().repaired()).isTrue();
            assertThat(stored()).isEqualTo(3);
            assertThat(free.shards()).hasSize(1);
        }
    }

    @Test
    void devicesThatComeLateAreAdoptedToo() {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
        }
        var late = bays.subList(0, 4);
        var disks = late.stream().map(Bay::pull).toList();
        var fresh = new MemoryLedger();
        try (var store = Stores.open(CODED, bays, fresh, () -> now)) {
            assertThat(store.stat(KEY)).isEmpty();
            for (int i = 0; i < 4; i++) {
                late.get(i).plug(disks.get(i));
            }
            store.custodian().probe();
            store.custodian().heal(0);
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
            assertThat(fresh.devices().values()).hasSize(9).noneMatch(Ledger.DeviceRecord::adopting);
        }
    }

    @Test
    void anAdoptionThatWasCutOffGoesOnAtTheNextStart() {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
        }
        bays.subList(0, 4).forEach(bay -> bay.disk().on(Call.LIST, 1, Fault.FAILED));
        var fresh = new MemoryLedger();
        try (var store = Stores.open(CODED, bays, fresh, () -> now)) {
            assertThat(store.stat(KEY)).isEmpty();
            assertThat(fresh.devices().values()).hasSize(9).allMatch(Ledger.DeviceRecord::adopting);
        }
        try (var store = Stores.open(CODED, bays, fresh, () -> now)) {
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
            assertThat(fresh.devices().values()).noneMatch(Ledger.DeviceRecord::adopting);
        }
    }

    @Test
    void aPutBelievesTheLedgerOnly() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            assertThat(store.read(KEY, 0, 100)).isEqualTo(bytes(100));
            ledger.remove(KEY, now);
            store.put(KEY, BlobContent.of(bytes(100)));
            assertThat(ledger.find(KEY)).isPresent();
        }
    }

    @Test
    void aDeviceIsNotDrainedWhenTheOthersAreTooFew() {
        try (var store = open(CODED)) {
            assertThatThrownBy(() -> store.custodian().drain("d1", true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("d1 cannot be drained", "room for 8");
            assertThat(device(store, bays.getFirst()).draining()).isFalse();
        }
        bays.add(new Bay("d10"));
        try (var store = open(CODED)) {
            store.custodian().drain("d1", true);
            assertThatThrownBy(() -> store.custodian().drain("d2", true)).isInstanceOf(IllegalArgumentException.class);
            store.custodian().drain("d1", false);
            store.custodian().drain("d2", true);
        }
    }

    @Test
    void noDeviceIsDrainedWhileThoseThatWouldTakeItsShardsAreDown() {
        bays.add(new Bay("d10"));
        try (var store = open(CODED)) {
            bays.getLast().pull();
            store.custodian().probe();
            assertThatThrownBy(() -> store.custodian().requireDrainable("d1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("d1 cannot be drained now", "d2, d3", "room for 8")
                    .hasMessageNotContaining("d10");
        }
    }

    @Test
    void aDrainIsWatchedAndGoesAroundDevicesThatTakeNothing() {
        try (var store = open(COPIES)) {
            for (int i = 0; i < 50; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i)));
            }
            bays.get(4).disk().full();
            long held = device(store, bays.getFirst()).shards();
            assertThat(store.custodian().drain("d1", Progress.unwatched())).isEqualTo(new DrainReport(held, 0, 0));
            assertThat(bays.getFirst().shards()).isEmpty();
            assertThat(store.custodian().repair().repaired()).isTrue();
        }
    }

    @Test
    void aScrubThatIsEndedGoesOnWithWhatItHadNotRead() {
        try (var store = open(COPIES)) {
            for (int i = 0; i < 5; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(100)));
            }
            now = now.plusSeconds(1);
            var since = now;
            assertThatThrownBy(() -> store.custodian().scrub(since, new EndedAfter(3)))
                    .isInstanceOf(EndedAfter.Ended.class);
            // A clock that goes back changes nothing of that.
            now = now.minus(Duration.ofDays(1));
            assertThat(store.custodian().scrub(since, Progress.unwatched()).blobs())
                    .isEqualTo(2);
        }
    }

    @Test
    void aScrubSaysHowMuchThereIsToReadAlsoAfterTheClockWasSetBack() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(1_000)));
            now = now.plus(Duration.ofDays(2));
            store.custodian().scrub();
            now = now.minus(Duration.ofDays(1));
            var progress = new FoundList();
            var read = store.custodian().scrub(now, progress);
            assertThat(read.blobs()).isEqualTo(1);
            assertThat(progress.totals()).containsExactly(read.bytes());
        }
    }

    /** The shard as if something else had been computed, with checksums that fit. */
    private void forge(int shard) throws IOException {
        var header = layout().shard(shard);
        var bytes = new ByteArrayOutputStream();
        Shards.content(header, (_, length) -> new byte[length]).writeTo(Channels.newChannel(bytes));
        bayOf(shard).overwrite(header.storedAs(), bytes.toByteArray());
    }

    @Test
    void aShardThatWasMadeWronglyIsFoundAndMadeAnew() throws IOException {
        for (int shard : new int[] {0, 5, 6, 8}) {
            try (var store = open(CODED)) {
                store.put(KEY, BlobContent.of(bytes(50_000)));
                forge(shard);
                now = now.plusSeconds(1);
                assertThat(store.custodian().census().degraded())
                        .as("by checksums all is well")
                        .isZero();
                assertThat(store.custodian().scrub().bad()).isEqualTo(1);
                assertThat(store.custodian().repair().repaired()).isTrue();
                now = now.plusSeconds(1);
                assertThat(store.custodian().scrub().bad()).isZero();
                assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
                bayOf(8 - shard).disk().vanished();
                assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
                bays.forEach(bay -> bay.disk().heal());
                store.custodian().probe();
                store.delete(KEY);
            }
        }
    }

    @Test
    void whatCannotBeToldWrongIsToldAndStays() throws IOException {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
            forge(0);
            forge(7);
            var found = new FoundList();
            assertThat(store.custodian().scrub(now.plusSeconds(1), found).bad()).isEqualTo(1);
            assertThat(found.findings()).singleElement().satisfies(finding -> assertThat(finding.detail())
                    .contains("cannot be told"));
            assertThat(stored()).isEqualTo(9);
        }
    }

    @Test
    void shardsThatChangedPlacesUnderAnOldLedgerAreFound() {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
        }
        // All of them, so that the blob is read only if every one is found.
        var recorded = layout();
        for (int shard = 0; shard < 8; shard += 2) {
            exchange(recorded, shard, shard + 1);
        }
        // Those of a lost one and one that stands in its place.
        bay(recorded.devices().get(8)).disk().healthy().delete(recorded.shard(8).storedAs());
        try (var store = open(CODED)) {
            store.custodian().clearStale();
            assertThat(store.custodian().census().degraded()).isEqualTo(1);
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
            store.custodian().scrub(now.plusSeconds(1), new FoundList());
            assertThat(store.custodian().repair().repaired()).isTrue();
            store.custodian().clearStale();
            assertThat(stored()).isEqualTo(9);
        }
    }

    private void exchange(Layout recorded, int one, int other) {
        var oneBay = bay(recorded.devices().get(one));
        var otherBay = bay(recorded.devices().get(other));
        var oneName = recorded.shard(one).storedAs();
        var otherName = recorded.shard(other).storedAs();
        otherBay.overwrite(oneName, oneBay.bytes(oneName));
        oneBay.overwrite(otherName, otherBay.bytes(otherName));
        oneBay.disk().healthy().delete(oneName);
        otherBay.disk().healthy().delete(otherName);
    }

    @Test
    void aDeviceThatHangsWhenAskedForItsRoomIsGivenUp() {
        try (var store = open(CODED)) {
            bays.get(2).disk().always(Call.ROOM, new Fault.Late());
            assertThat(store.freeBytes()).isPresent();
            assertThat(device(store, bays.get(2)).cause()).contains("asked for its room");
            store.put(KEY, BlobContent.of(bytes(50_000)));
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
        }
    }

    @Test
    void aDeviceThatHangsWhenItIsAcceptedIsNotAccepted() {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
            bays.get(2).pull();
            bays.get(2).plug(Bay.newDisk().always(Call.PUT, new Fault.Late()));
            store.custodian().probe();
            assertThatThrownBy(() -> store.custodian().accept("d3")).isInstanceOf(BlobException.class);
            assertThat(device(store, bays.get(2)).state()).isEqualTo(Device.State.DOWN);
            bays.get(2).disk().heal().catchUp();
            store.custodian().accept("d3");
            assertThat(store.custodian().repair().repaired()).isTrue();
        }
    }

    /** Leaves shards of a put that was cut off, on so many devices. */
    private void cutOff(int devices) {
        try (var store = open(CODED)) {
            store.put(KEY, BlobContent.of(bytes(50_000)));
            var layout = layout();
            for (int shard = devices; shard < 9; shard++) {
                bayOf(shard).disk().healthy().delete(layout.shard(shard).storedAs());
            }
            ledger.remove(KEY, now);
            Debt.gone(layout, now).forEach(ledger::settle);
        }
    }

    @Test
    void whatNobodyCanReadOfAPutThatWasCutOffGoesAfterAWeek() {
        cutOff(5);
        try (var store = open(CODED)) {
            assertThat(store.custodian().clearStale()).isZero();
            now = now.plus(Duration.ofDays(8));
            bays.getLast().pull();
            store.custodian().probe();
            assertThat(store.custodian().clearStale()).as("more may be there").isZero();
            bays.getLast().plug(Bay.newDisk());
            store.custodian().accept("d9");
            assertThat(store.custodian().clearStale()).isPositive();
            assertThat(stored()).isZero();
        }
    }

    @Test
    void whatCouldBeReadStaysAndIsTold() {
        cutOff(6);
        now = now.plus(Duration.ofDays(8));
        try (var store = open(CODED)) {
            assertThat(store.custodian().clearStale()).isZero();
            assertThat(store.custodian().status().unknown()).isEqualTo(1);
            assertThat(store.custodian().adopt()).isEqualTo(1);
            assertThat(store.read(KEY, 0, 50_000)).isEqualTo(bytes(50_000));
            store.custodian().repair();
            store.custodian().clearStale();
            assertThat(store.custodian().status().unknown()).isZero();
            assertThat(stored()).isEqualTo(9);
        }
    }

    @Test
    void aShardWhoseHeadIsDamagedMayYetBeOfUse() {
        cutOff(6);
        now = now.plus(Duration.ofDays(8));
        var bay =
                bays.stream().filter(one -> !one.shards().isEmpty()).findFirst().orElseThrow();
        var name = bay.shards().getFirst().key();
        var bytes = bay.bytes(name);
        bytes[3] ^= 1;
        bay.overwrite(name, bytes);
        try (var store = open(CODED)) {
            assertThat(store.custodian().clearStale()).isZero();
            assertThat(stored()).isEqualTo(6);
        }
    }

    @Test
    void aScrubNamesTheBlobAndItsDevices() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            damage(1, 0);
            var found = new FoundList();
            store.custodian().scrub(now.plusSeconds(1), found);
            assertThat(found.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.name()).isEqualTo(KEY.toString());
                assertThat(finding.detail())
                        .contains("lacks 1 of 3", "1 on " + layout().devices().get(1));
            });
        }
    }

    @Test
    void movesThatFailedAreTriedAgain() {
        try (var store = open(COPIES)) {
            store.put(KEY, BlobContent.of(bytes(100)));
            var full = bayOf(0);
            store.custodian().tend(0);
            store.custodian().drain(full.name(), true);
            bays.forEach(bay -> bay.disk().on(Call.PUT, 1, Fault.FAILED));
            store.custodian().tend(30);
            assertThat(layout().devices()).contains(full.name());
            bays.forEach(bay -> bay.disk().heal());
            store.custodian().tend(60);
            assertThat(layout().devices()).doesNotContain(full.name());
        }
    }

    @Test
    void noMovePutsTwoShardsIntoOneFailureDomain() {
        var old = List.of(new Bay("x1"), new Bay("x2"), new Bay("x3"));
        var added = List.of(new Bay("y2"), new Bay("y4"));
        var domains = Map.of("x1", "a", "x2", "b", "x3", "c", "y2", "b", "y4", "d");
        bays.clear();
        bays.addAll(old);
        try (var store = openInDomains(domains)) {
            for (int i = 0; i < 20; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i)));
            }
        }
        bays.addAll(added);
        try (var store = openInDomains(domains)) {
            store.custodian().drain("x2", true);
            store.custodian().drain("x1", true);
            bay("y4").disk().readOnly();
            store.custodian().rebalance();
            assertThat(ledger.list("", "", 100)).hasSize(20).allSatisfy(layout -> assertThat(layout.devices())
                    .extracting(name -> domains.getOrDefault(name, name))
                    .doesNotHaveDuplicates());
        }
    }

    private RedundantBlobStore openInDomains(Map<String, String> domains) {
        var devices = bays.stream()
                .map(bay -> bay.device(domains.getOrDefault(bay.name(), ""), 1))
                .toList();
        return new RedundantBlobStore(COPIES, devices, ledger, () -> now, new Random(1));
    }

    @Test
    void aDeviceThatIsMountedLateHasItsGrace() {
        try (var store = open(COPIES)) {
            for (int i = 0; i < 20; i++) {
                store.put(new BlobKey("pack", "aa" + i), BlobContent.of(bytes(i)));
            }
        }
        bays.getFirst().pull();
        try (var store = open(COPIES)) {
            store.custodian().probe();
            assertThat(ledger.debts(Debt.Kind.OWED, 0, 1)).isEmpty();
            now = now.plus(Duration.ofMinutes(16));
            store.custodian().probe();
            assertThat(ledger.debts(Debt.Kind.OWED, 0, 1)).isNotEmpty();
        }
    }
}
