package dev.cairn.storage.blob.tiered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TieredBlobStoreTest extends BlobStoreContract {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final BlobKey KEY = new BlobKey("pack", "ab01");
    private static final byte[] BYTES = {1, 2, 3, 4, 5};
    private static final Duration MONTH = Duration.ofDays(30);

    private final FaultyBlobStore hot = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final FaultyBlobStore cold = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final TierRecord record =
            new JdbcTierRecord(DATABASE, UUID.randomUUID().toString());
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private TieredBlobStore store = reopened();

    @BeforeAll
    static void migrate() {
        StorageSchema.migrate(DATABASE);
    }

    private TieredBlobStore reopened() {
        return new TieredBlobStore(hot, cold, record, () -> now, MONTH);
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    private void putAndAge() {
        store.put(KEY, BlobContent.of(BYTES));
        now = now.plus(MONTH).plusSeconds(1);
    }

    private boolean isIn(FaultyBlobStore tier) {
        return tier.healthy().stat(KEY).isPresent();
    }

    @Test
    void whatIsOldIsMovedAndReadFromWhereItIs() {
        store.put(KEY, BlobContent.of(BYTES));
        now = now.plus(MONTH);
        store.move();
        assertThat(isIn(hot)).as("a month is not over yet").isTrue();
        now = now.plusSeconds(1);
        store.put(new BlobKey("pack", "young"), BlobContent.of(BYTES));
        store.move();
        assertThat(isIn(hot)).isFalse();
        assertThat(isIn(cold)).isTrue();
        assertThat(store.read(KEY, 0, 5)).isEqualTo(BYTES);
        assertThat(store.stat(KEY)).contains(new BlobStat(KEY, 5));
        assertThat(store.list("", "", 10)).hasSize(2);
        assertThat(cold.healthy().list("", "", 10)).hasSize(1);
    }

    @Test
    void theFirstPutStaysAlsoWhenItIsCold() {
        putAndAge();
        store.move();
        store.put(KEY, BlobContent.of(new byte[9]));
        assertThat(store.stat(KEY)).contains(new BlobStat(KEY, 5));
        assertThat(isIn(hot)).isFalse();
    }

    @Test
    void whatIsDeletedIsGoneFromBoth() {
        putAndAge();
        store.move();
        store.delete(KEY);
        assertThat(isIn(cold)).isFalse();
        assertThat(store.stat(KEY)).isEmpty();
        store.put(KEY, BlobContent.of(new byte[9]));
        assertThat(store.stat(KEY)).contains(new BlobStat(KEY, 9));
        assertThat(isIn(hot)).isTrue();
    }

    /** Every call of a move fails once, before it is done or after, as when the process ends there; the next start goes on. */
    @Test
    void aMoveThatIsCutAnywhereLosesNothingAndEndsInTheEnd() {
        for (var call : Call.values()) {
            for (int nth = 1; nth <= 3; nth++) {
                for (var fault : new Fault[] {Fault.FAILED, Fault.FULL, new Fault.LoseAnswer(), new Fault.Drop()}) {
                    for (var tier : new FaultyBlobStore[] {hot, cold}) {
                        cutMove(tier, call, nth, fault);
                    }
                }
            }
        }
    }

    private void cutMove(FaultyBlobStore tier, Call call, int nth, Fault fault) {
        var script = call + " " + nth + " " + fault + (tier == hot ? " hot" : " cold");
        putAndAge();
        tier.on(call, nth, fault);
        try {
            store.move();
        } catch (BlobException e) {
            assertThat(call).as(script).isEqualTo(Call.LIST);
        }
        tier.heal();
        assertThat(store.read(KEY, 0, 5)).as(script).isEqualTo(BYTES);
        store = reopened();
        now = now.plus(MONTH).plusSeconds(1);
        store.move();
        assertThat(store.read(KEY, 0, 5)).as(script).isEqualTo(BYTES);
        assertThat(isIn(cold)).as(script).isTrue();
        assertThat(isIn(hot) && record.isCold(KEY)).as(script).isFalse();
        store.delete(KEY);
        assertThat(isIn(hot) || isIn(cold)).as(script).isFalse();
    }

    @Test
    void aCopyThatDiffersIsNotTaken() {
        for (var fault : new Fault[] {new Fault.FlipBit(13), new Fault.CutShort(3)}) {
            putAndAge();
            cold.on(Call.PUT, 1, fault);
            store.move();
            assertThat(isIn(hot)).isTrue();
            assertThat(store.read(KEY, 0, 5)).isEqualTo(BYTES);
            store.delete(KEY);
        }
    }

    @Test
    void twoThatDifferAreBothKept() {
        putAndAge();
        cold.healthy().put(KEY, BlobContent.of(new byte[5]));
        store.move();
        assertThat(isIn(hot)).isTrue();
        assertThat(isIn(cold)).isTrue();
    }

    /** Hundreds of other keys, so that any lock they shared with the one that is moved would show. */
    @Test
    void nobodyWaitsForTheMoveOfAnotherBlob() throws Exception {
        putAndAge();
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<Boolean>();
        cold.on(Call.PUT, 1, new Fault.Hold(() -> {
            begun.countDown();
            ended.join();
        }));
        var moving = CompletableFuture.runAsync(store::move, Thread::startVirtualThread);
        begun.await();
        var puts = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < 300; i++) {
                        var other = new BlobKey("pack", UUID.randomUUID().toString());
                        store.put(other, BlobContent.of(BYTES));
                        store.delete(other);
                    }
                },
                Thread::startVirtualThread);
        try {
            puts.get(60, TimeUnit.SECONDS);
        } finally {
            ended.complete(true);
            moving.join();
        }
        assertThat(isIn(cold)).isTrue();
    }

    @Test
    void blobsThatCannotBeMovedHoldUpNoOther() {
        var stuck = IntStream.range(100, 200)
                .mapToObj(i -> new BlobKey("pack", "ee" + i))
                .toList();
        for (var key : stuck) {
            store.put(key, BlobContent.of(BYTES));
            cold.healthy().put(key, BlobContent.of(new byte[5]));
        }
        now = now.plusSeconds(1);
        putAndAge();
        store.move();
        assertThat(isIn(hot)).as("a round has room for a hundred").isTrue();
        store.move();
        assertThat(isIn(hot)).isFalse();
        assertThat(hot.healthy().list("", "", 1000)).hasSize(100);
        stuck.forEach(cold.healthy()::delete);
        store.move();
        assertThat(hot.healthy().list("", "", 1000))
                .as("they are not tried all the time")
                .hasSize(100);
        now = now.plus(Duration.ofHours(1)).plusSeconds(1);
        store.move();
        assertThat(hot.healthy().list("", "", 1000)).isEmpty();
    }

    @Test
    void aRoundEndsAfterTheBlobDuringWhichTheStoreIsClosed() {
        for (int i = 10; i < 20; i++) {
            store.put(new BlobKey("pack", "ab" + i), BlobContent.of(BYTES));
        }
        now = now.plus(MONTH).plusSeconds(1);
        assertThat(store.move(() -> cold.calls(Call.PUT) == 3)).isFalse();
        assertThat(cold.healthy().list("", "", 100)).hasSize(3);
        assertThat(hot.healthy().list("", "", 100)).hasSize(7);
    }

    @Test
    void aHotStoreThatIsGoneHidesNothingThatIsCold() {
        putAndAge();
        store.move();
        hot.vanished();
        assertThat(store.read(KEY, 0, 5)).isEqualTo(BYTES);
        assertThatThrownBy(() -> store.read(new BlobKey("pack", "ab02"), 0, 1)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.list("", "", 1)).isInstanceOf(BlobException.class);
    }

    @Test
    void aLostRecordLosesAgesOnly() {
        putAndAge();
        store.move();
        store.put(new BlobKey("pack", "ab02"), BlobContent.of(BYTES));
        record.forget(KEY);
        record.forget(new BlobKey("pack", "ab02"));
        store = reopened();
        assertThat(store.read(KEY, 0, 5)).isEqualTo(BYTES);
        store.move();
        assertThat(cold.healthy().list("", "", 10)).hasSize(1);
        now = now.plus(MONTH).plusSeconds(1);
        store.move();
        assertThat(cold.healthy().list("", "", 10)).hasSize(2);
        assertThat(hot.healthy().list("", "", 10)).isEmpty();
    }

    @Test
    void aClockThatJumpsMovesEarlyOrLateAndLosesNothing() {
        putAndAge();
        now = now.minus(Duration.ofDays(400));
        store.move();
        assertThat(isIn(hot)).isTrue();
        now = now.plus(Duration.ofDays(800));
        store.move();
        assertThat(isIn(cold)).isTrue();
        assertThat(store.read(KEY, 0, 5)).isEqualTo(BYTES);
    }
}
