package dev.cairn.storage.blob.mirrored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MirroredBlobStoreTest extends BlobStoreContract {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final BlobKey KEY = new BlobKey("pack", "ab01");
    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    private final FaultyBlobStore primary = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final FaultyBlobStore mirror = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final MirrorJournal journal =
            new JdbcMirrorJournal(DATABASE, UUID.randomUUID().toString());
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private MirroredBlobStore store = reopened();

    @BeforeAll
    static void migrate() {
        StorageSchema.migrate(DATABASE);
    }

    private MirroredBlobStore reopened() {
        return new MirroredBlobStore(primary, mirror, journal, () -> now);
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    private void assertMirrored() {
        var there = mirror.healthy();
        assertThat(there.list("", "", 1000)).isEqualTo(primary.healthy().list("", "", 1000));
        for (var blob : there.list("", "", 1000)) {
            assertThat(there.read(blob.key(), 0, (int) blob.length()))
                    .isEqualTo(primary.healthy().read(blob.key(), 0, (int) blob.length()));
        }
        assertThat(store.waiting()).isZero();
        assertThat(store.lag()).isZero();
    }

    private void put(int number) {
        store.put(new BlobKey("pack", "ab" + number), BlobContent.of(new byte[number]));
    }

    @Test
    void aPutThatFailsWhileADeletionWaitsLeavesNothingInTheMirror() {
        store.put(KEY, BlobContent.of(BYTES));
        store.mirroring().round();
        store.delete(KEY);
        primary.on(Call.PUT, 1, Fault.FAILED);
        assertThatThrownBy(() -> store.put(KEY, BlobContent.of(BYTES))).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.read(KEY, 0, 1)).isInstanceOf(BlobException.class);
        store.mirroring().round();
        assertThat(mirror.healthy().list("", "", 10)).isEmpty();
        assertMirrored();
    }

    @Test
    void aPutWhileADeletionWaitsIsAPut() {
        store.put(KEY, BlobContent.of(BYTES));
        store.mirroring().round();
        store.delete(KEY);
        store.put(KEY, BlobContent.of(BYTES));
        assertThat(journal.isDeleting(KEY)).isFalse();
        store.mirroring().round();
        assertMirrored();
        // And then the mirror is what is left of it.
        primary.healthy().delete(KEY);
        assertThat(store.read(KEY, 0, BYTES.length)).isEqualTo(BYTES);
    }

    @Test
    void aDeletionWhileAPutIsUnderWayStaysOne() {
        store.put(KEY, BlobContent.of(BYTES));
        store.mirroring().round();
        store.delete(KEY);
        var put = journal.note(KEY, MirrorJournal.Change.PUT, now);
        journal.note(KEY, MirrorJournal.Change.DELETE, now);
        journal.putDone(put);
        assertThat(journal.isDeleting(KEY)).isTrue();
    }

    @Test
    void putsAndDeletionsAreMirroredLater() {
        for (int i = 10; i < 260; i++) {
            put(i);
        }
        assertThat(mirror.healthy().list("", "", 10)).isEmpty();
        assertThat(store.waiting()).isEqualTo(250);
        while (store.mirroring().round()) {
            assertThat(store.waiting()).isPositive();
        }
        assertMirrored();
        store.delete(new BlobKey("pack", "ab11"));
        put(300);
        store.mirroring().round();
        assertMirrored();
    }

    @Test
    void theLagIsTheAgeOfTheOldestChangeThatWaits() {
        put(10);
        now = now.plus(Duration.ofHours(2));
        put(11);
        assertThat(store.lag()).isEqualTo(Duration.ofHours(2));
        mirror.vanished();
        assertThatThrownBy(() -> store.mirroring().round()).isInstanceOf(BlobException.class);
        assertThat(store.lag()).isEqualTo(Duration.ofHours(2));
        mirror.heal();
        store.mirroring().round();
        assertMirrored();
    }

    @Test
    void nothingIsForgottenOverARestart() {
        mirror.vanished();
        put(10);
        assertThatThrownBy(() -> store.mirroring().round()).isInstanceOf(BlobException.class);
        put(11);
        store.delete(new BlobKey("pack", "ab10"));
        store = reopened();
        mirror.heal();
        store.mirroring().round();
        assertMirrored();
    }

    @Test
    void aBlobThatCannotBeMirroredHoldsUpNoOther() {
        put(10);
        put(11);
        mirror.on(Call.PUT, 1, Fault.FAILED);
        store.mirroring().round();
        assertThat(mirror.healthy().list("", "", 10)).hasSize(1);
        store.mirroring().round();
        assertMirrored();
    }

    @Test
    void whatWasThereBeforeTheMirrorIsMirroredToo() {
        for (int i = 10; i < 40; i++) {
            primary.healthy().put(new BlobKey("pack", "ab" + i), BlobContent.of(new byte[i]));
        }
        mirror.healthy().put(new BlobKey("pack", "ab12"), BlobContent.of(new byte[12]));
        store.mirroring().round();
        assertMirrored();
    }

    @Test
    void aPutThatFailedLeavesNothingToMirror() {
        primary.full();
        assertThatThrownBy(() -> put(10)).isInstanceOf(BlobException.class);
        primary.heal();
        store.mirroring().round();
        assertMirrored();
    }

    @Test
    void aPutThatIsUnderWayIsNotTakenForOneThatFailed() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = new Thread(() -> store.put(KEY, new HeldContent(begun, goOn)));
        slow.start();
        begun.await();
        store.mirroring().round();
        assertThat(store.waiting()).isEqualTo(1);
        goOn.countDown();
        slow.join();
        store.mirroring().round();
        assertThat(mirror.healthy().stat(KEY)).isPresent();
        assertMirrored();
    }

    private record HeldContent(CountDownLatch begun, CountDownLatch goOn) implements BlobContent {
        @Override
        public long length() {
            return BYTES.length;
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
            out.write(ByteBuffer.wrap(BYTES));
        }
    }

    @Test
    void aDeletionThatFailedIsNotMirrored() {
        put(10);
        store.mirroring().round();
        primary.on(Call.DELETE, 1, Fault.FAILED);
        assertThatThrownBy(() -> store.delete(new BlobKey("pack", "ab10"))).isInstanceOf(BlobException.class);
        store.mirroring().round();
        assertThat(mirror.healthy().list("", "", 10)).hasSize(1);
        assertMirrored();
    }

    @Test
    void aPrimaryThatLostItsBlobsTakesNoneFromTheMirror() {
        put(10);
        put(11);
        store.mirroring().round();
        primary.healthy().delete(new BlobKey("pack", "ab10"));
        primary.healthy().delete(new BlobKey("pack", "ab11"));
        store = reopened();
        store.mirroring().round();
        assertThat(mirror.healthy().list("", "", 10)).hasSize(2);
    }

    @Test
    void theMirrorIsReadWhenThePrimaryFails() throws Exception {
        store.put(KEY, BlobContent.of(BYTES));
        store.mirroring().round();
        primary.vanished();
        assertThat(store.read(KEY, 1, 3)).containsExactly(2, 3, 4);
        try (var in = store.open(KEY, 0, 5)) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        assertThatThrownBy(() -> store.stat(KEY))
                .as("what is there, only the primary says")
                .isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.put(KEY, BlobContent.of(BYTES))).isInstanceOf(BlobException.class);
    }

    @Test
    void theMirrorIsReadWhenThePrimaryLostItsBlobs() throws Exception {
        store.put(KEY, BlobContent.of(BYTES));
        store.mirroring().round();
        primary.healthy().delete(KEY);
        assertThat(store.read(KEY, 1, 3)).containsExactly(2, 3, 4);
        try (var in = store.open(KEY, 0, 5)) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        assertThatThrownBy(() -> store.read(KEY, 3, 3))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.reason()).isEqualTo(BlobException.Reason.OUT_OF_RANGE));
        mirror.vanished();
        assertThatThrownBy(() -> store.read(KEY, 0, 5))
                .as("a mirror that does not answer does not say that there is none")
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.reason()).isEqualTo(BlobException.Reason.FAILED));
    }

    @Test
    void aRoundEndsAfterTheBlobDuringWhichTheStoreIsClosed() {
        for (int i = 10; i < 20; i++) {
            put(i);
        }
        store.mirroring().round(() -> mirror.calls(Call.PUT) == 3);
        assertThat(mirror.healthy().list("", "", 100)).hasSize(3);
        assertThat(store.waiting()).isEqualTo(7);
    }

    @Test
    void whatWasDeletedIsNotReadFromTheMirror() {
        store.put(KEY, BlobContent.of(BYTES));
        store.mirroring().round();
        store.delete(KEY);
        assertThatThrownBy(() -> store.read(KEY, 0, 5)).hasMessageContaining("no blob");
        primary.vanished();
        assertThatThrownBy(() -> store.read(KEY, 0, 5)).isInstanceOf(BlobException.class);
    }

    @Test
    void whatTheMirrorLacksIsAFailureAndNotAMissingBlob() {
        store.put(KEY, BlobContent.of(BYTES));
        primary.vanished();
        assertThatThrownBy(() -> store.read(KEY, 0, 5))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.reason()).isEqualTo(BlobException.Reason.FAILED));
    }

    @Test
    void mirrorsByItself() {
        store.startMirroring("test");
        for (int i = 10; i < 30; i++) {
            put(i);
        }
        Await.until("the mirror", () -> store.waiting() == 0);
        assertMirrored();
        store.close();
    }
}
