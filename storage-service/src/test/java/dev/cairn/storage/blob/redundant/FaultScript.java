package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One life of nine disks, from one seed, with processes that end, a database that goes away and calls that come too late. In each of its seasons at most three disks are struck, in any ways and any number of
 * times; then every byte must be readable, what the store says of itself must be what the disks hold, and a repair must end
 * with everything whole. A last season may strike more, and then nothing wrong may be read.
 */
final class FaultScript {
    private static final int DISKS = 9;
    private static final int LOSSES = 3;
    private static final int SEASONS = 3;
    private static final List<Call> CALLS = List.of(Call.values());
    private static final int BLOB_BYTES_MAX = 60_000;

    private final Random random;
    private final List<Bay> bays = Bay.bays(DISKS);
    private final List<FaultyBlobStore> shelf = new ArrayList<>();
    /** Names under which the script itself wrote; what has no place in the ledger stays, as it may be the only copy. */
    private final Set<BlobKey> planted = new HashSet<>();

    /**
     * Whether a disk came back to where another was accepted, or a put could not be undone for want of a ledger: what was deleted
     * meanwhile, or never acknowledged, stays on the disks, unseen.
     */
    private boolean wandered;

    private final TreeMap<String, byte[]> model = new TreeMap<>();
    private final Ledger ledger;
    private final FaultyLedger faultyLedger;
    private Instant now = Stores.BEGIN;
    private RedundantBlobStore store;

    FaultScript(long seed, Ledger ledger) {
        this.random = new Random(seed);
        this.ledger = ledger;
        this.faultyLedger = new FaultyLedger(ledger);
        this.store = open();
    }

    private RedundantBlobStore open() {
        return new RedundantBlobStore(
                Stores.settings(Scheme.copies(LOSSES + 1), Scheme.SIX_AND_THREE),
                bays.stream().map(Bay::device).toList(),
                faultyLedger.ledger(),
                () -> now,
                new Random(random.nextLong()));
    }

    /** The process ends and another begins, over the same ledger and disks. */
    private void restart() {
        store.close();
        store = open();
    }

    void run() {
        try {
            for (int i = 0; i < 4; i++) {
                put();
            }
            for (int season = 0; season < SEASONS; season++) {
                var victims = victims(1 + random.nextInt(LOSSES));
                for (int blow = 0; blow < 6; blow++) {
                    strike(victims);
                    use();
                }
                assertEverythingReads();
                assertSaysWhatIsThere();
                mend();
            }
            if (random.nextInt(4) == 0) {
                beyondRepair();
            }
        } finally {
            store.close();
        }
    }

    private List<Bay> victims(int count) {
        var shuffled = new ArrayList<>(bays);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    private void strike(List<Bay> victims) {
        var bay = victims.get(random.nextInt(victims.size()));
        var other = victims.get(random.nextInt(victims.size()));
        switch (random.nextInt(9)) {
            case 0 -> pullOrReplace(bay);
            case 1 -> swapDisks(bay, other);
            case 2 -> onAShard(bay, name -> bay.disk().healthy().delete(name));
            case 3 -> onAShard(bay, name -> flip(bay, name));
            case 4 -> onAShard(bay, name -> swapShards(bay, name, other));
            case 5 -> onAShard(bay, name -> stale(bay, name));
            case 6 -> onAShard(bay, name -> cut(bay, name));
            case 7 -> identity(bay);
            default -> failingCalls(bay);
        }
    }

    private void pullOrReplace(Bay bay) {
        if (!bay.plugged()) {
            var comesBack = random.nextBoolean() && !shelf.isEmpty();
            wandered |= comesBack;
            bay.plug(comesBack ? shelf.remove(random.nextInt(shelf.size())) : Bay.newDisk());
            // Accepted or not, and it may be replaced once more before anything was repaired.
            if (random.nextBoolean()) {
                tryToAccept(bay);
            }
        } else {
            shelf.add(bay.pull());
        }
        probeSometimes();
    }

    private void tryToAccept(Bay bay) {
        try {
            store.custodian().accept(bay.name());
        } catch (BlobException e) {
            // A call failed, as the script wants it; it may be said again.
        }
    }

    private void swapDisks(Bay bay, Bay other) {
        if (bay.plugged() && other.plugged() && bay != other) {
            var disk = bay.pull();
            bay.plug(other.pull());
            wandered = true;
            other.plug(disk);
            probeSometimes();
        }
    }

    private void probeSometimes() {
        if (random.nextBoolean()) {
            store.custodian().probe();
        }
    }

    private interface Damage {
        void to(BlobKey shard);
    }

    private void onAShard(Bay bay, Damage damage) {
        if (bay.plugged() && !bay.shards().isEmpty()) {
            var shard = bay.shards().get(random.nextInt(bay.shards().size()));
            if (shard.length() > 0) {
                damage.to(shard.key());
            }
        }
    }

    private void flip(Bay bay, BlobKey name) {
        var bytes = bay.bytes(name);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        write(bay, name, bytes);
    }

    private void write(Bay bay, BlobKey name, byte[] bytes) {
        planted.add(name);
        bay.overwrite(name, bytes);
    }

    private void cut(Bay bay, BlobKey name) {
        var bytes = bay.bytes(name);
        write(bay, name, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    /** Each under the other's name, on one disk or two. */
    private void swapShards(Bay bay, BlobKey name, Bay other) {
        onAShard(other, otherName -> {
            var bytes = bay.bytes(name);
            write(bay, name, other.bytes(otherName));
            write(other, otherName, bytes);
        });
    }

    /** The same shard of an earlier put of the same length, whole in itself. */
    private void stale(Bay bay, BlobKey name) {
        try {
            var header = ShardHeader.read(bay.disk().healthy().read(name, 0, ShardHeader.LENGTH_BYTES));
            var old = new ShardHeader(
                    header.key(),
                    header.generation() - 1,
                    header.scheme(),
                    header.generator(),
                    header.number(),
                    header.blobLength());
            var bytes = new ByteArrayOutputStream();
            Shards.content(old, (from, length) -> new byte[length]).writeTo(Channels.newChannel(bytes));
            write(bay, random.nextBoolean() ? name : old.storedAs(), bytes.toByteArray());
        } catch (IllegalArgumentException | BlobException | IOException e) {
            bay.disk().healthy().delete(name);
        }
    }

    private void identity(Bay bay) {
        if (bay.plugged()) {
            var place = new BlobKey("device", random.nextBoolean() ? "identity" : "identity-copy");
            if (bay.disk().healthy().stat(place).isPresent()) {
                flip(bay, place);
            }
        }
    }

    private void failingCalls(Bay bay) {
        if (bay.plugged()) {
            var call = CALLS.get(random.nextInt(CALLS.size()));
            var fault =
                    switch (random.nextInt(3)) {
                        case 0 -> Fault.FAILED;
                        case 1 -> Fault.FULL;
                        default -> new Fault.Late();
                    };
            bay.disk().on(call, 1 + random.nextInt(3), fault);
        }
    }

    /** Those that hang do what they were to do, at last. */
    private void catchUp() {
        bays.stream().filter(Bay::plugged).forEach(bay -> bay.disk().catchUp());
    }

    private void use() {
        switch (random.nextInt(8)) {
            case 0 -> put();
            case 1 -> delete();
            case 2 -> now = now.plus(random.nextInt(10) == 0 ? aDay() : Duration.ofMinutes(random.nextInt(20)));
            case 3 -> readOne();
            case 4 -> restart();
            case 5 -> catchUp();
            case 6 -> withoutLedger();
            default -> store.custodian().probe();
        }
    }

    /** A clock that was set, forward or back. */
    private Duration aDay() {
        return random.nextBoolean() ? Duration.ofDays(1) : Duration.ofDays(-1);
    }

    /** The database goes away in the middle of something, and comes back after it. */
    private void withoutLedger() {
        faultyLedger.fail(1 + random.nextInt(6), 1 + random.nextInt(3), random.nextBoolean());
        try {
            switch (random.nextInt(5)) {
                case 0 -> putWithoutLedger();
                case 1 -> deleteWithoutLedger();
                case 2 -> store.custodian().repair();
                case 3 -> store.custodian().scrub();
                default -> store.custodian().probe();
            }
        } catch (BlobException e) {
            // As the script wants it.
        } finally {
            faultyLedger.heal();
        }
    }

    /** It may have been recorded before its answer was lost; what could not be undone stays on the disks, unseen. */
    private void putWithoutLedger() {
        wandered = true;
        var key = new BlobKey("pack", "bb" + random.nextInt(12));
        var bytes = new byte[random.nextInt(BLOB_BYTES_MAX)];
        random.nextBytes(bytes);
        boolean known = model.containsKey(key.toString());
        boolean acknowledged = false;
        try {
            store.put(key, BlobContent.of(bytes));
            acknowledged = true;
        } catch (BlobException e) {
            // Whether it is there is asked below.
        }
        faultyLedger.heal();
        boolean there = store.stat(key).isPresent();
        assertThat(there || !(acknowledged || known)).isTrue();
        if (there) {
            model.putIfAbsent(key.toString(), bytes);
        }
    }

    private void deleteWithoutLedger() {
        if (!model.isEmpty()) {
            var key = new ArrayList<>(model.keySet()).get(random.nextInt(model.size()));
            try {
                store.delete(BlobKey.parse(key));
                model.remove(key);
            } catch (BlobException e) {
                // Whether it is gone is asked below.
            }
            faultyLedger.heal();
            boolean there = store.stat(BlobKey.parse(key)).isPresent();
            assertThat(there && !model.containsKey(key)).isFalse();
            if (!there) {
                model.remove(key);
            }
        }
    }

    private void put() {
        var key = new BlobKey("pack", "aa" + random.nextInt(12));
        var bytes = new byte[random.nextInt(random.nextBoolean() ? 6000 : BLOB_BYTES_MAX)];
        random.nextBytes(bytes);
        try {
            store.put(key, BlobContent.of(bytes));
            model.putIfAbsent(key.toString(), bytes);
        } catch (BlobException e) {
            assertThat(model).doesNotContainKey(key.toString());
            assertThat(store.stat(key)).isEmpty();
        }
    }

    private void delete() {
        if (!model.isEmpty()) {
            var key = new ArrayList<>(model.keySet()).get(random.nextInt(model.size()));
            store.delete(BlobKey.parse(key));
            model.remove(key);
            assertThat(store.stat(BlobKey.parse(key))).isEmpty();
        }
    }

    private void readOne() {
        if (!model.isEmpty()) {
            var blob = new ArrayList<>(model.entrySet()).get(random.nextInt(model.size()));
            int from = random.nextInt(blob.getValue().length + 1);
            int length = random.nextInt(blob.getValue().length - from + 1);
            assertThat(store.read(BlobKey.parse(blob.getKey()), from, length))
                    .isEqualTo(Arrays.copyOfRange(blob.getValue(), from, from + length));
        }
    }

    private void assertEverythingReads() {
        model.forEach((key, bytes) -> assertThat(store.read(BlobKey.parse(key), 0, bytes.length))
                .as(key)
                .isEqualTo(bytes));
    }

    private void assertSaysWhatIsThere() {
        bays.stream().filter(Bay::plugged).forEach(bay -> bay.disk().heal().catchUp());
        store.custodian().probe();
        now = now.plusSeconds(1);
        store.custodian().scrub();
        var census = store.custodian().census();
        assertThat(store.custodian().status().redundancy()).isEqualTo(census);
        assertThat(census.blobs()).isEqualTo(model.size());
    }

    /** Every bay gets a disk that is meant to be there; then a repair makes all whole and leaves nothing behind. */
    private void mend() {
        for (var bay : bays) {
            if (!bay.plugged()) {
                bay.plug(Bay.newDisk());
            }
        }
        store.custodian().probe();
        for (var device : store.custodian().status().devices()) {
            if (device.state() == Device.State.DOWN) {
                store.custodian().accept(device.device());
            }
        }
        store.custodian().clearStale();
        var report = store.custodian().repair();
        assertThat(report.repaired()).as(report.toString()).isTrue();
        store.custodian().clearStale();
        store.custodian().rebalance();
        assertThat(store.custodian().status().redundancy())
                .isEqualTo(store.custodian().census());
        assertEverythingReads();
        assertThat(store.list("", "", 1000).stream().map(blob -> blob.key().toString()))
                .containsExactlyElementsOf(model.keySet());
        if (!wandered) {
            assertNothingIsLeftOver();
        }
    }

    private void assertNothingIsLeftOver() {
        var names = new HashSet<>(planted);
        ledger.list("", "", Ledger.PAGE).forEach(layout -> {
            for (int shard = 0; shard < layout.scheme().shards(); shard++) {
                names.add(layout.shard(shard).storedAs());
            }
        });
        assertThat(bays)
                .allSatisfy(bay ->
                        assertThat(bay.shards()).extracting(BlobStat::key).isSubsetOf(names));
    }

    /**
     * More is lost than the code survives: what can be read is right, and the rest says that it cannot. A repair, with devices that
     * fail in the midst of it, makes nothing worse.
     */
    private void beyondRepair() {
        for (var bay : victims(LOSSES + 1 + random.nextInt(DISKS - LOSSES))) {
            for (var shard : bay.shards()) {
                if (random.nextInt(3) > 0) {
                    flip(bay, shard.key());
                }
            }
        }
        now = now.plusSeconds(1);
        store.custodian().scrub();
        var census = store.custodian().census();
        assertThat(store.custodian().status().redundancy()).isEqualTo(census);
        var readable = readable();
        long unreadable = (long) model.size() - readable.size();
        // Fewer may be unreadable: a shard whose header alone is damaged counts as lost, and its blocks still serve.
        assertThat(unreadable).isLessThanOrEqualTo(census.unreadable());
        bays.forEach(this::failingCalls);
        boolean repaired = store.custodian().repair().repaired();
        assertThat(unreadable > 0 && repaired).isFalse();
        bays.forEach(bay -> bay.disk().heal().catchUp());
        store.custodian().probe();
        assertThat(readable()).containsAll(readable);
    }

    private Set<String> readable() {
        var readable = new HashSet<String>();
        model.forEach((key, bytes) -> {
            try {
                assertThat(store.read(BlobKey.parse(key), 0, bytes.length)).isEqualTo(bytes);
                readable.add(key);
            } catch (BlobException e) {
                // It says that it cannot, and nothing wrong.
            }
        });
        return readable;
    }
}
