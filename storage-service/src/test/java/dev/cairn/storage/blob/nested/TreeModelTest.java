package dev.cairn.storage.blob.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.fault.Fault;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import dev.cairn.storage.pack.PackId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random puts, deletions, reads, moves, mirroring, days that pass and leaves that fail, against a map that never fails. */
class TreeModelTest {
    private static final long SEED = Long.getLong("cairn.seed", new Random().nextLong());
    private static final int STEPS = 1500;
    private static final List<Call> CALLS = List.of(Call.values());
    private static final List<Optional<Region>> REGIONS =
            List.of(Optional.empty(), Optional.of(new Region("eu")), Optional.of(new Region("us")));

    private final Random random = new Random(SEED);
    private final TreeMap<BlobKey, byte[]> model = new TreeMap<>();
    /** Keys of calls that failed: they may have been carried out or not, until a later one says. */
    private final Set<BlobKey> unsure = new HashSet<>();

    private final List<BlobKey> keys = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"routed over tiered", "tiered over mirrored", "mirrored over tiered"})
    void doesWhatAMapDoes(String shape) {
        System.out.println("TreeModelTest, " + shape + ": repeat with -Dcairn.seed=" + SEED);
        var tree =
                switch (shape) {
                    case "routed over tiered" -> Tree.routedOverTiered();
                    case "tiered over mirrored" -> Tree.tieredOverMirrored();
                    default -> Tree.mirroredOverTiered();
                };
        for (int step = 0; step < STEPS; step++) {
            step(tree);
        }
        tree.leaves().forEach(leaf -> leaf.heal());
        tree.pass(Duration.ofDays(40));
        for (int i = 0; i < 40; i++) {
            tree.rounds().forEach(Runnable::run);
        }
        checkAll(tree);
        tree.root().close();
    }

    private void step(Tree tree) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> put(tree, newKey());
            case 6 -> anyKey().ifPresent(key -> put(tree, key));
            case 7, 8, 9 -> anyKey().ifPresent(key -> delete(tree, key));
            case 10, 11, 12, 13 -> anyKey().ifPresent(key -> check(tree, key));
            case 14, 15 -> round(tree);
            case 16 -> tree.pass(Duration.ofDays(random.nextInt(20)));
            case 17, 18 -> {
                var leaf = tree.leaves().get(random.nextInt(tree.leaves().size()));
                var fault = random.nextBoolean() ? Fault.FAILED : new Fault.LoseAnswer();
                leaf.on(CALLS.get(random.nextInt(CALLS.size())), 1 + random.nextInt(3), fault);
            }
            default -> tree.leaves().forEach(leaf -> leaf.heal());
        }
    }

    /** Names of packs with and without regions; those without are of another form, since new packs must say one. */
    private BlobKey newKey() {
        var id = new UUID(random.nextLong(), random.nextLong());
        var region = REGIONS.get(random.nextInt(REGIONS.size()));
        var key = region.isPresent() ? PackId.in(region, id).blobKey() : new BlobKey("key", id + "-1");
        keys.add(key);
        return key;
    }

    private Optional<BlobKey> anyKey() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(random.nextInt(keys.size())));
    }

    private void put(Tree tree, BlobKey key) {
        if (unsure.contains(key)) {
            return;
        }
        // One name is used for one content only, as the contract asks.
        var bytes = new byte[key.hashCode() & 0xFFF];
        new Random(key.hashCode()).nextBytes(bytes);
        try {
            tree.root().put(key, BlobContent.of(bytes));
            model.putIfAbsent(key, bytes);
        } catch (BlobException e) {
            if (!model.containsKey(key)) {
                unsure.add(key);
            }
        }
    }

    private void delete(Tree tree, BlobKey key) {
        try {
            tree.root().delete(key);
            model.remove(key);
            unsure.remove(key);
        } catch (BlobException e) {
            model.remove(key);
            unsure.add(key);
        }
    }

    private void check(Tree tree, BlobKey key) {
        if (unsure.contains(key)) {
            return;
        }
        var expected = model.get(key);
        try {
            assertThat(tree.root().stat(key).map(BlobStat::length))
                    .isEqualTo(Optional.ofNullable(expected).map(bytes -> (long) bytes.length));
            if (expected != null) {
                assertThat(tree.root().read(key, 0, expected.length)).isEqualTo(expected);
            }
        } catch (BlobException e) {
            // A leaf failed: that is an answer, "missing" would be none.
            assertThat(e.reason()).isEqualTo(BlobException.Reason.FAILED);
        }
    }

    private void round(Tree tree) {
        try {
            tree.rounds().get(random.nextInt(tree.rounds().size())).run();
        } catch (BlobException e) {
            assertThat(e.reason()).isEqualTo(BlobException.Reason.FAILED);
        }
    }

    private void checkAll(Tree tree) {
        var listed = new ArrayList<BlobKey>();
        var after = "";
        for (var page = tree.root().list("", after, 37);
                !page.isEmpty();
                page = tree.root().list("", after, 37)) {
            page.forEach(blob -> listed.add(blob.key()));
            after = page.getLast().key().toString();
        }
        assertThat(listed).isSorted().doesNotHaveDuplicates();
        assertThat(listed.stream().filter(key -> !unsure.contains(key)).toList())
                .isEqualTo(model.keySet().stream()
                        .filter(key -> !unsure.contains(key))
                        .toList());
        model.forEach((key, bytes) -> assertThat(tree.root().read(key, 0, bytes.length))
                .as(key.toString())
                .isEqualTo(bytes));
    }
}
