package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelocationTest {
    private static Layout layout(String... devices) {
        var scheme = Scheme.copies(devices.length);
        return new Layout(new BlobKey("pack", "aa"), 1, scheme, scheme.generator(), 10, List.of(devices));
    }

    @Test
    void twoThatChangedPlacesAreRecordedWhereTheyAre() {
        assertThat(Relocation.of(layout("a", "b", "c"), Map.of(0, "b", 1, "a"), Set.of(0, 1))
                        .devices())
                .containsExactly("b", "a", "c");
    }

    @Test
    void oneThatIsLostMakesRoomForOneThatIsThere() {
        assertThat(Relocation.of(layout("a", "b", "c"), Map.of(1, "a"), Set.of(0, 1))
                        .devices())
                .containsExactly("b", "a", "c");
    }

    @Test
    void oneThatIsNotLostIsNotPushedAside() {
        assertThat(Relocation.of(layout("a", "b", "c"), Map.of(1, "a"), Set.of(1))
                        .devices())
                .containsExactly("a", "b", "c");
    }

    /** No device twice, nothing that stands is moved, and what was found on a free device is there. */
    @Test
    void whateverIsFoundNoDeviceHasTwo() {
        long seed = Long.getLong("cairn.seed", new Random().nextLong());
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var from = layout("a", "b", "c", "d", "e");
            var lost = new HashSet<Integer>();
            var found = new HashMap<Integer, String>();
            for (int shard = 0; shard < 5; shard++) {
                if (random.nextBoolean()) {
                    lost.add(shard);
                    if (random.nextBoolean()) {
                        found.put(shard, "abcdefg".substring(random.nextInt(7)).substring(0, 1));
                    }
                }
            }
            found.entrySet()
                    .removeIf(shard -> from.devices().get(shard.getKey()).equals(shard.getValue()));
            var to = Relocation.of(from, found, lost);
            assertThat(new HashSet<>(to.devices()))
                    .as("-Dcairn.seed=" + seed + ", " + i)
                    .hasSize(5);
            var standing = new ArrayList<Integer>(IntStream.range(0, 5).boxed().toList());
            standing.removeAll(lost);
            assertThat(standing).allSatisfy(shard -> assertThat(to.devices().get(shard))
                    .isEqualTo(from.devices().get(shard)));
            found.forEach((shard, device) -> {
                if (from.devices().indexOf(device) < 0
                        || lost.contains(from.devices().indexOf(device))) {
                    assertThat(to.devices()).contains(device);
                }
            });
        }
    }
}
