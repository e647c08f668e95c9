package dev.cairn.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.testkit.time.Await;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackCommitterTest {
    private static final PackLimits LIMITS =
            new PackLimits(1 << 20, 2 << 20, Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final SlowStore blobs = new SlowStore();
    private final ConcurrentHashMap<PackId, List<PackEntry>> index = new ConcurrentHashMap<>();
    private final PackCommitter committer = committer(LIMITS);

    private PackCommitter committer(PackLimits limits) {
        return new PackCommitter(
                blobs,
                (pack, length, entries) -> index.put(pack, List.copyOf(entries)),
                InstantSource.system(),
                () -> new PackId(UUID.randomUUID()),
                limits);
    }

    @AfterEach
    void stop() {
        committer.close();
    }

    /** Counts puts, can be held in the middle of one, and can fail. */
    private static final class SlowStore implements BlobStore {
        private final BlobStore memory = new MemoryBlobStore(256 << 20);
        private final AtomicInteger puts = new AtomicInteger();
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean full;

        @Override
        public void put(BlobKey key, BlobContent content) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (full) {
                throw new BlobException(BlobException.Reason.FULL, "full");
            }
            puts.incrementAndGet();
            memory.put(key, content);
        }

        @Override
        public Capabilities capabilities() {
            return memory.capabilities();
        }

        @Override
        public InputStream open(BlobKey key, long offset, long length) {
            return memory.open(key, offset, length);
        }

        @Override
        public Optional<BlobStat> stat(BlobKey key) {
            return memory.stat(key);
        }

        @Override
        public void delete(BlobKey key) {
            memory.delete(key);
        }

        @Override
        public List<BlobStat> list(String prefix, String after, int limit) {
            return memory.list(prefix, after, limit);
        }

        @Override
        public OptionalLong freeBytes() {
            return memory.freeBytes();
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    private void commit(int number, int length) {
        committer.commit(PackRecord.bytesMax(1, length), () -> List.of(PackTest.record(number, length)));
    }

    private List<Callable<Boolean>> uploads(int count, int length) {
        var uploads = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < count; i++) {
            int number = i;
            uploads.add(() -> {
                commit(number, length);
                return true;
            });
        }
        return uploads;
    }

    @Test
    void onePutServesAllThatWait() throws Exception {
        blobs.gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(uploads(1, 100).getFirst());
            blobs.entered.await();
            var rest = uploads(64, 4096).stream().map(threads::submit).toList();
            // While the first put is held, all others end up waiting; give them the time to queue.
            Await.until("all of them in the queue", () -> committer.waiting() == 64);
            blobs.gate.countDown();
            assertThat(first.get()).isTrue();
            for (var upload : rest) {
                assertThat(upload.get()).isTrue();
            }
        }
        assertThat(blobs.puts.get()).isEqualTo(2);
        assertThat(index.values().stream().mapToInt(List::size).sum()).isEqualTo(65);
    }

    @Test
    void packsStayWithinTheirSize() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(uploads(40, 200_000))) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(blobs.list("pack/", "", 100))
                .allSatisfy(blob -> assertThat(blob.length()).isLessThan(LIMITS.packBytesMax() + 10_000));
        assertThat(index.values().stream().mapToInt(List::size).sum()).isEqualTo(40);
    }

    @Test
    void aSubmissionLargerThanAPackOrTheQueueIsStillOnePack() {
        commit(1, 3 << 20);
        assertThat(index).hasSize(1);
    }

    @Test
    void recordsAreMadeOnlyWhenThereIsRoomForThem() throws Exception {
        blobs.gate = new CountDownLatch(1);
        var made = new AtomicInteger();
        var hasty = new PackLimits(1 << 20, 2 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
        try (var full = committer(hasty);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> upload = () -> {
                full.commit(1 << 20, () -> {
                    made.incrementAndGet();
                    return List.of(PackTest.record(made.get(), 100));
                });
                return true;
            };
            var first = threads.submit(upload);
            blobs.entered.await();
            var second = threads.submit(upload);
            Await.until("the second in the queue", () -> full.waiting() == 1);
            assertThatThrownBy(upload::call).isInstanceOfSatisfying(BlobException.class, e -> assertThat(
                            e.reason().retryable())
                    .isTrue());
            assertThat(made.get())
                    .as("records made while there is room for two")
                    .isEqualTo(2);
            blobs.gate.countDown();
            assertThat(first.get() && second.get()).isTrue();
            assertThat(upload.call()).isTrue();
        }
    }

    @Test
    void whatFailsToBeMadeTakesNoRoom() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> committer.commit(1 << 20, () -> {
                        throw new IllegalStateException("not sealed");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        commit(1, 10);
        assertThat(index).hasSize(1);
    }

    @Test
    void aFullDiskFailsThoseWhoWaitAndGoesOnWhenThereIsRoom() {
        blobs.full = true;
        assertThatThrownBy(() -> commit(1, 10)).isInstanceOfSatisfying(BlobException.class, e -> assertThat(e.reason())
                .isEqualTo(BlobException.Reason.FULL));
        assertThat(index).isEmpty();
        blobs.full = false;
        commit(1, 10);
        assertThat(index).hasSize(1);
    }

    @Test
    void whatWasCollectedBeforeItBecameKnownIsWrittenAgain() {
        var packs = new ArrayList<PackId>();
        PackIndex once = (pack, length, entries) -> {
            packs.add(pack);
            if (packs.size() == 1) {
                throw new PackGoneException(pack);
            }
            index.put(pack, List.copyOf(entries));
        };
        try (var recovering =
                new PackCommitter(blobs, once, InstantSource.system(), () -> new PackId(UUID.randomUUID()), LIMITS)) {
            recovering.commit(PackRecord.bytesMax(1, 10), () -> List.of(PackTest.record(1, 10)));
        }
        assertThat(packs).hasSize(2).doesNotHaveDuplicates();
        assertThat(index).containsOnlyKeys(packs.getLast());
    }

    @Test
    void refusesAfterItIsClosed() {
        committer.close();
        assertThatThrownBy(() -> commit(1, 10)).isInstanceOf(BlobException.class);
    }
}
