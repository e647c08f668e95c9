package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.testkit.time.Await;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A walk for leftovers takes hours on large devices; whatever heals does not wait for it. */
class WalkTest {
    private static final int BLOBS = 50;

    private final AtomicInteger looks = new AtomicInteger();
    private volatile Runnable atThirdLook = () -> {};

    /** Calls of {@code read} are the walk's looks at headers. */
    private BlobStore watched() {
        var disk = new MemoryBlobStore(1 << 20);
        return (BlobStore) Proxy.newProxyInstance(
                WalkTest.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (_, method, given) -> {
                    if (method.getName().equals("read") && looks.incrementAndGet() == 3) {
                        atThirdLook.run();
                    }
                    try {
                        return method.invoke(disk, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    @Test
    void givesWayToAnAdoption() throws InterruptedException {
        var devices = new ArrayList<Device>();
        for (int i = 0; i < 3; i++) {
            devices.add(new Device("d" + i, "d" + i, 1, this::watched));
        }
        try (var store = new RedundantBlobStore(
                Stores.settings(Scheme.THREE_COPIES, Scheme.THREE_COPIES),
                devices,
                new MemoryLedger(),
                () -> Stores.BEGIN,
                new Random(1))) {
            for (int i = 0; i < BLOBS; i++) {
                store.put(new BlobKey("pack", "ab" + i), BlobContent.of(new byte[10]));
            }
            looks.set(0);
            var adopting = Thread.ofPlatform().unstarted(() -> store.custodian().adopt());
            atThirdLook = () -> {
                adopting.start();
                Await.until("the adoption to wait", () -> adopting.getState() == Thread.State.BLOCKED);
            };
            assertThat(store.custodian().clearStale()).isZero();
            assertThat(adopting.join(Duration.ofSeconds(60))).isTrue();
            int ofAnAdoption = BLOBS * devices.size();
            assertThat(looks).hasValueBetween(ofAnAdoption + 3, ofAnAdoption + 3 + devices.size());

            looks.set(10);
            store.custodian().clearStale();
            assertThat(looks).as("a whole walk").hasValueGreaterThanOrEqualTo(10 + ofAnAdoption);
        }
    }
}
