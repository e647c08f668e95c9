package dev.cairn.bench.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Edits on both sides at once. Whatever anybody wrote has to be there in the end, under its name or that of a conflict copy, and
 * conflict copies only where both wrote different things.
 */
final class BothSides implements Step {
    private static final int OF_EACH_KIND = 8;
    private static final String CONFLICT = "conflicted copy";

    private final SplittableRandom random;
    private final Set<String> survivors = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private int contested;
    private long copiesBefore;

    BothSides(SplittableRandom random) {
        this.random = random;
    }

    @Override
    public void whileOff(Path a, Path b) throws IOException {
        var before = Snapshot.of(a);
        copiesBefore = copies(before);
        var files = Story.some(a, 6 * OF_EACH_KIND, random).stream()
                .map(a::relativize)
                .toList();
        for (int i = 0; i < files.size(); i++) {
            var path = files.get(i);
            switch (i % 6) {
                case 0 -> Files.write(a.resolve(path), Story.bytes(random));
                case 1 -> Files.write(b.resolve(path), Story.bytes(random));
                case 2 -> {
                    Files.write(a.resolve(path), Story.bytes(random));
                    Files.write(b.resolve(path), Story.bytes(random));
                    contested++;
                }
                case 3 -> {
                    Files.delete(a.resolve(path));
                    Files.write(b.resolve(path), Story.bytes(random));
                }
                case 4 -> {
                    Files.delete(a.resolve(path));
                    gone.add(path.toString());
                }
                default -> {
                    var name = "new on both sides " + i;
                    Files.write(a.resolve(name), Story.bytes(random));
                    Files.write(b.resolve(name), Story.bytes(random));
                    contested++;
                }
            }
        }
        for (var folder : List.of(a, b)) {
            Files.writeString(folder.resolve("the same on both sides"), "the same on both sides");
        }
        remember(before.items(), Snapshot.of(a).items(), Snapshot.of(b).items());
    }

    /** What somebody wrote, and what nobody touched. */
    private void remember(
            Map<String, Snapshot.Item> before, Map<String, Snapshot.Item> a, Map<String, Snapshot.Item> b) {
        for (var side : List.of(a, b)) {
            side.forEach((path, item) -> {
                boolean written = !item.equals(before.get(path));
                boolean untouched = item.equals(a.get(path)) && item.equals(b.get(path));
                if (written || untouched) {
                    survivors.add(item.hash());
                }
            });
        }
    }

    @Override
    public void check(Snapshot found) {
        var missing = new HashSet<>(survivors);
        missing.remove("");
        missing.removeAll(found.hashes());
        if (!missing.isEmpty()) {
            throw new Failure(this + ": " + missing.size() + " contents that somebody wrote are nowhere: " + missing);
        }
        var back = new TreeMap<>(found.items());
        back.keySet().retainAll(gone);
        if (!back.isEmpty()) {
            throw new Failure(
                    this + ": deleted on one side, untouched on the other, and there again: " + back.keySet());
        }
        long copies = copies(found) - copiesBefore;
        if (copies != contested) {
            throw new Failure(this + ": " + contested + " files were contested, and there are " + copies
                    + " conflict copies: "
                    + found.items().keySet().stream()
                            .filter(path -> path.contains(CONFLICT))
                            .toList());
        }
    }

    private static long copies(Snapshot snapshot) {
        return snapshot.items().keySet().stream()
                .filter(path -> path.contains(CONFLICT))
                .count();
    }

    @Override
    public String toString() {
        return "edits on both sides";
    }
}
