package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.storage.blob.BlobKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Properties of placement, over many keys from a seed. */
class RendezvousTest {
    private static final int KEYS = 20_000;

    private final long seed = Long.getLong("cairn.seed", new Random().nextLong());

    private List<BlobKey> keys() {
        System.out.println("RendezvousTest: repeat with -Dcairn.seed=" + seed);
        var random = new Random(seed);
        return IntStream.range(0, KEYS)
                .mapToObj(_ -> new BlobKey("pack", new UUID(random.nextLong(), random.nextLong()).toString()))
                .toList();
    }

    private static List<Device> devices(double... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Device("d" + i, "d" + i, weights[i], Bay::newDisk))
                .toList();
    }

    private static double[] equal(int count) {
        var weights = new double[count];
        Arrays.fill(weights, 1);
        return weights;
    }

    private static List<Device> choose(BlobKey key, List<Device> devices, int count) {
        return Rendezvous.choose(key, devices, count, 1, _ -> true);
    }

    @Test
    void everyDeviceGetsItsWeight() {
        var devices = devices(1, 1, 2, 4);
        var counts = new HashMap<String, Integer>();
        keys().forEach(key -> counts.merge(choose(key, devices, 1).getFirst().name(), 1, Integer::sum));
        Map.of("d0", 1, "d1", 1, "d2", 2, "d3", 4)
                .forEach((device, weight) -> assertThat(counts.getOrDefault(device, 0) / (double) KEYS)
                        .isCloseTo(weight / 8.0, within(0.02)));
    }

    @Test
    void equalDevicesHoldEquallyManyShards() {
        var devices = devices(equal(12));
        var counts = new HashMap<String, Integer>();
        keys().forEach(key -> choose(key, devices, 9).forEach(device -> counts.merge(device.name(), 1, Integer::sum)));
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(count / (double) KEYS).isCloseTo(9 / 12.0, within(0.02)));
    }

    @Test
    void aDeviceThatComesTakesItsShareAndMovesNothingElse() {
        var before = devices(equal(10));
        var after = devices(equal(11));
        int moved = 0;
        for (var key : keys()) {
            var was = names(choose(key, before, 3));
            var is = names(choose(key, after, 3));
            var came = new HashSet<>(is);
            came.removeAll(was);
            assertThat(came).isSubsetOf("d10");
            moved += came.size();
        }
        assertThat(moved / (3.0 * KEYS)).isCloseTo(1 / 11.0, within(0.01));
    }

    @Test
    void aDeviceThatGoesGivesItsOwnShardsAwayAndNothingElse() {
        var before = devices(equal(11));
        for (var key : keys()) {
            var was = names(choose(key, before, 3));
            var is = names(choose(key, before.subList(0, 10), 3));
            var went = new HashSet<>(was);
            went.removeAll(is);
            assertThat(went).isSubsetOf("d10");
        }
    }

    private static Set<String> names(List<Device> devices) {
        var names = new HashSet<String>();
        devices.forEach(device -> names.add(device.name()));
        return names;
    }

    @Test
    void shardsOfABlobAreInDifferentDomains() {
        var devices = new ArrayList<Device>();
        for (int i = 0; i < 12; i++) {
            devices.add(new Device("d" + i, "shelf" + i % 4, 1, Bay::newDisk));
        }
        for (var key : keys().subList(0, 1000)) {
            assertThat(choose(key, devices, 4)).extracting(Device::domain).doesNotHaveDuplicates();
            assertThat(choose(key, devices, 5)).hasSize(4);
            assertThat(Rendezvous.choose(key, devices, 8, 2, _ -> true)).hasSize(8);
        }
    }

    @Test
    void devicesThatCannotTakeItComeLast() {
        var devices = devices(1, 1, 1, 1);
        for (var key : keys().subList(0, 1000)) {
            var chosen = Rendezvous.choose(
                    key, devices, 4, 1, device -> !device.name().equals("d2"));
            assertThat(chosen).hasSize(4);
            assertThat(chosen.getLast().name()).isEqualTo("d2");
        }
    }

    @Test
    void tooFewDomainsAreRefusedAtTheStart() {
        assertThatThrownBy(() -> Stores.open(
                        RedundancySettings.replicated("main", 3),
                        Bay.bays(2),
                        new MemoryLedger(),
                        InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 shards")
                .hasMessageContaining("2 devices");
    }
}
