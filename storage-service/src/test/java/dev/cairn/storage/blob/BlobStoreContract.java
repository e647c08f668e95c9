package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link BlobStore} promises; every store passes it. */
public abstract class BlobStoreContract {
    private static final BlobKey KEY = new BlobKey("pack", "ab01");

    /** The store under test, empty at the start of each test. */
    protected abstract BlobStore store();

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void assertFails(BlobException.Reason reason, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(BlobException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        for (int length : new int[] {0, 1, 4095, 4096, (1 << 20) - 1, (1 << 20) + 1, 3_000_000}) {
            var key = new BlobKey("pack", "ab" + length);
            store().put(key, BlobContent.of(bytes(length)));
            assertThat(store().read(key, 0, length)).isEqualTo(bytes(length));
            try (var in = store().open(key, 0, length)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes(length));
            }
            assertThat(store().stat(key)).contains(new BlobStat(key, length));
        }
    }

    @Test
    void putsManyPiecesAsOneBlob() {
        var pieces = new ArrayList<ByteBuffer>();
        var whole = bytes(1_500_000);
        for (int from = 0; from < 1_500_000; from += 999) {
            pieces.add(ByteBuffer.wrap(whole, from, Math.min(999, 1_500_000 - from)));
        }
        store().put(KEY, BlobContent.of(pieces));
        assertThat(store().read(KEY, 0, whole.length)).isEqualTo(whole);
    }

    @Test
    void readsAnyRangeWithinTheBlobAndNoneBeyond() throws IOException {
        store().put(KEY, BlobContent.of(bytes(100)));
        for (int from = 0; from <= 100; from += 7) {
            for (int length = 0; from + length <= 100; length += 9) {
                assertThat(store().read(KEY, from, length))
                        .isEqualTo(Arrays.copyOfRange(bytes(100), from, from + length));
                try (var in = store().open(KEY, from, length)) {
                    assertThat(in.readAllBytes()).hasSize(length);
                }
            }
        }
        assertFails(BlobException.Reason.OUT_OF_RANGE, () -> store().read(KEY, 50, 51));
        assertFails(BlobException.Reason.OUT_OF_RANGE, () -> store().open(KEY, 101, 0));
        assertFails(BlobException.Reason.OUT_OF_RANGE, () -> store().open(KEY, -1, 1));
        assertFails(BlobException.Reason.OUT_OF_RANGE, () -> store().open(KEY, 1, -1));
    }

    @Test
    void tellsThatABlobIsMissing() {
        assertThat(store().stat(KEY)).isEmpty();
        assertFails(BlobException.Reason.NOT_FOUND, () -> store().read(KEY, 0, 0));
        assertFails(BlobException.Reason.NOT_FOUND, () -> store().open(KEY, 0, 1));
        store().delete(KEY);
    }

    @Test
    void theFirstPutOfAKeyStays() {
        store().put(KEY, BlobContent.of(bytes(10)));
        store().put(KEY, BlobContent.of(bytes(20)));
        assertThat(store().stat(KEY)).contains(new BlobStat(KEY, 10));
    }

    @Test
    void whatIsDeletedIsGone() {
        store().put(KEY, BlobContent.of(bytes(10)));
        store().delete(KEY);
        assertThat(store().stat(KEY)).isEmpty();
        assertThat(store().list("", "", 10)).isEmpty();
        store().put(KEY, BlobContent.of(bytes(20)));
        assertThat(store().read(KEY, 0, 20)).isEqualTo(bytes(20));
    }

    @Test
    void aFailedPutLeavesNothing() {
        var failing = new BlobContent() {
            @Override
            public long length() {
                return 20;
            }

            @Override
            public void writeTo(WritableByteChannel out) throws IOException {
                out.write(ByteBuffer.wrap(bytes(10)));
                throw new IOException("the source failed");
            }
        };
        assertFails(BlobException.Reason.FAILED, () -> store().put(KEY, failing));
        assertThat(store().stat(KEY)).isEmpty();
        assertThat(store().list("", "", 10)).isEmpty();
        store().put(KEY, BlobContent.of(bytes(20)));
        assertThat(store().read(KEY, 0, 20)).isEqualTo(bytes(20));
    }

    @Test
    void listsInOrderByPrefixAndPage() {
        var random = new Random(7);
        var keys = new TreeSet<String>();
        for (int i = 0; i < 300; i++) {
            var key =
                    new BlobKey(i % 3 == 0 ? "key" : "pack", new UUID(random.nextLong(), random.nextLong()).toString());
            keys.add(key.toString());
            store().put(key, BlobContent.of(bytes(i)));
        }
        for (var prefix : List.of("", "k", "key/", "pack/", "pack/a", "pack/a1b2", "zz")) {
            var found = new ArrayList<String>();
            var after = "";
            for (var page = store().list(prefix, after, 7); !page.isEmpty(); page = store().list(prefix, after, 7)) {
                assertThat(page.size()).isLessThanOrEqualTo(7);
                page.forEach(blob -> found.add(blob.key().toString()));
                after = page.getLast().key().toString();
            }
            assertThat(found)
                    .isEqualTo(
                            keys.stream().filter(key -> key.startsWith(prefix)).toList());
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<byte[]>>();
            for (int i = 0; i < 64; i++) {
                // Two threads put each key, and both see it whole afterwards.
                var key = new BlobKey("pack", "c" + i / 2 % 10 + "-" + i / 2);
                work.add(() -> {
                    store().put(key, BlobContent.of(bytes(50_000)));
                    return store().read(key, 0, 50_000);
                });
            }
            for (var read : threads.invokeAll(work)) {
                assertThat(read.get()).isEqualTo(bytes(50_000));
            }
        }
        assertThat(store().list("pack/", "", 100)).hasSize(32);
    }

    /** Random calls against a map; a name is used for one content only. */
    @Test
    void doesWhatAMapDoes() {
        long seed = Long.getLong("cairn.seed", new Random().nextLong());
        System.out.println(getClass().getSimpleName() + ".doesWhatAMapDoes: repeat with -Dcairn.seed=" + seed);
        var random = new Random(seed);
        var model = new TreeMap<String, byte[]>();
        for (int step = 0; step < 300; step++) {
            var key = new BlobKey(
                    random.nextBoolean() ? "pack" : "key", "a" + random.nextInt(4) + "-" + random.nextInt(9));
            var content = bytes(Math.floorMod(key.hashCode(), 5000));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    store().put(key, BlobContent.of(content));
                    model.put(key.toString(), content);
                }
                case 2 -> {
                    store().delete(key);
                    model.remove(key.toString());
                }
                case 3 -> assertThat(store().stat(key).isPresent()).isEqualTo(model.containsKey(key.toString()));
                case 4 -> {
                    if (model.containsKey(key.toString())) {
                        int from = random.nextInt(content.length + 1);
                        int length = random.nextInt(content.length - from + 1);
                        assertThat(store().read(key, from, length))
                                .isEqualTo(Arrays.copyOfRange(content, from, from + length));
                    } else {
                        assertFails(BlobException.Reason.NOT_FOUND, () -> store().read(key, 0, 0));
                    }
                }
                default -> {
                    var prefix = List.of("", "k", "pack/", "pack/a1", "key/a2-").get(random.nextInt(5));
                    int limit = 1 + random.nextInt(20);
                    var after = random.nextBoolean() ? "" : key.toString();
                    assertThat(store().list(prefix, after, limit).stream()
                                    .map(blob -> blob.key().toString()))
                            .containsExactlyElementsOf(model.keySet().stream()
                                    .filter(name -> name.startsWith(prefix) && name.compareTo(after) > 0)
                                    .limit(limit)
                                    .toList());
                }
            }
        }
    }
}
