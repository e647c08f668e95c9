package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.local.LocalBlobStore;
import dev.cairn.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One disk, from the first call to the cut and beyond. */
final class PowerCutLife {
    private static final int CALLS = 12;
    private static final int KEYS = 6;
    private static final int LENGTH_MAX = 2_500;

    private final Random calls;
    private final Random chance;
    private final Map<BlobKey, byte[]> acknowledged = new TreeMap<>();
    private final Set<BlobKey> undecided = new HashSet<>();
    private final Map<BlobKey, byte[]> contents = new TreeMap<>();
    private SimulatedDisk disk = new SimulatedDisk();
    private @Nullable BlobKey underWay;

    PowerCutLife(long seed, long cutAt) {
        calls = new Random(seed);
        chance = new Random(seed ^ cutAt);
        disk.cutAt(cutAt);
    }

    private Path folder() {
        return disk.root().resolve("data/blobs");
    }

    /** How many steps it took. */
    long run() throws IOException {
        live();
        verify();
        return disk.steps();
    }

    /** Whether the power failed a second time. */
    boolean runTwice() throws IOException {
        live();
        disk = disk.afterPowerCut(chance);
        disk.cutAt(1 + chance.nextInt(20));
        live();
        boolean again = disk.isOff();
        if (again) {
            disk = disk.afterPowerCut(chance);
        }
        disk.cutAt(Long.MAX_VALUE);
        verify();
        live();
        verify();
        return again;
    }

    /** Calls until the power fails; the one that it fails in may have had its effect. */
    private void live() {
        try (var store = new LocalBlobStore(folder(), 0)) {
            for (int call = 0; call < CALLS; call++) {
                var key = new BlobKey(calls.nextBoolean() ? "pack" : "key", "ab" + calls.nextInt(KEYS));
                call(store, key);
            }
        } catch (IOException | BlobException e) {
            if (!disk.isOff()) {
                throw new AssertionError("it fails although the power is on", e);
            }
            var key = underWay;
            if (key != null) {
                undecided.add(key);
            }
        }
    }

    private void call(BlobStore store, BlobKey key) {
        underWay = key;
        if (calls.nextInt(4) == 0) {
            acknowledged.remove(key);
            store.delete(key);
        } else {
            // What was acknowledged before stays so while it is put again.
            var bytes = content(key);
            store.put(key, BlobContent.of(bytes));
            acknowledged.put(key, bytes);
        }
        undecided.remove(key);
        underWay = null;
    }

    /** The same for one key always, as a pack never changes. */
    private byte[] content(BlobKey key) {
        return contents.computeIfAbsent(key, _ -> {
            var bytes = new byte[calls.nextInt(LENGTH_MAX)];
            calls.nextBytes(bytes);
            return bytes;
        });
    }

    private void verify() throws IOException {
        try (var store = new LocalBlobStore(folder(), 0)) {
            var there = new TreeMap<BlobKey, byte[]>();
            for (var blob : store.list("", "", BlobStore.LIST_MAX)) {
                there.put(blob.key(), store.read(blob.key(), 0, (int) blob.length()));
            }
            there.forEach((key, bytes) -> assertThat(bytes).as("%s", key).isEqualTo(contents.get(key)));
            assertThat(there.keySet()).containsAll(acknowledged.keySet());
            there.keySet().removeAll(acknowledged.keySet());
            assertThat(undecided).containsAll(there.keySet());
        }
    }
}
