package dev.cairn.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.RecordKind;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against an index that knows every id with an even number, and can be held and made to fail. */
class GroupedLookupsTest {
    private static final SpaceId SPACE = new SpaceId(new UUID(1, 2));
    private static final int CALLERS = 40;

    private final List<Integer> queries = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;
    private final GroupedLookups lookups = new GroupedLookups(
            (RecordIndex) Proxy.newProxyInstance(
                    RecordIndex.class.getClassLoader(),
                    new Class<?>[] {RecordIndex.class},
                    (_, _, arguments) -> found((Collection<?>) arguments[2])),
            GroupedLookups.SMALL_MAX);

    private Pinned found(Collection<?> ids) throws InterruptedException {
        queries.add(ids.size());
        asked.countDown();
        gate.await();
        if (broken) {
            throw new IllegalStateException("no database");
        }
        var found = new HashMap<KeyedId, Located>();
        for (var id : ids) {
            if (id instanceof KeyedId key && key.toBytes()[31] % 2 == 0) {
                found.put(key, new Located(new Location(new PackId(new UUID(3, 4)), 32, 100), 10));
            }
        }
        return new Pinned(1, found);
    }

    private static KeyedId id(int number) {
        var bytes = new byte[KeyedId.LENGTH_BYTES];
        bytes[31] = (byte) number;
        return new KeyedId(bytes);
    }

    private boolean has(int number) {
        return lookups.pin(SPACE, RecordKind.CHUNK, List.of(id(number))).found().containsKey(id(number));
    }

    @Test
    void whoComesWhileAnotherAsksIsAnsweredWithAllOthers() throws Exception {
        gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> has(0));
            asked.await();
            var rest = IntStream.rangeClosed(1, CALLERS)
                    .mapToObj(number -> threads.submit(() -> has(number)))
                    .toList();
            gate.countDown();
            assertThat(first.get()).isTrue();
            for (int i = 0; i < CALLERS; i++) {
                assertThat(rest.get(i).get()).isEqualTo((i + 1) % 2 == 0);
            }
        }
        assertThat(queries.stream().mapToInt(Integer::intValue).sum())
                .as("each id is asked for once")
                .isEqualTo(CALLERS + 1);
    }

    @Test
    void aQueryThatFailsFailsAllItWasFor() throws Exception {
        broken = true;
        gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                all.add(threads.submit(() -> has(number)));
            }
            gate.countDown();
            for (var one : all) {
                assertThatThrownBy(one::get).hasRootCauseMessage("no database");
            }
        }
        broken = false;
        assertThat(has(2)).isTrue();
    }

    @Test
    void manyIdsAreAskedForAtOnce() {
        var ids = IntStream.range(0, 100).mapToObj(GroupedLookupsTest::id).toList();
        assertThat(lookups.pin(SPACE, RecordKind.CHUNK, ids).found()).hasSize(50);
        assertThat(queries).containsExactly(100);
    }
}
