package dev.cairn.bench.proof;

import dev.cairn.bench.scenario.Trees;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The steps, all made from one seed: many small files, a big one, edits, a folder renamed and others deleted, edits on both sides.
 */
final class Story {
    private static final String SMALL = "small";
    private static final String BIG = "big.bin";
    private static final int EDIT_BYTES_MAX = 100_000;
    private static final int PATCH_BYTES = 1 << 20;
    private static final long RENAMED_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path home;
    private final int files;
    private final long bigBytes;
    private final SplittableRandom random;
    private int rounds;

    /** {@code home} is where files are made before they appear in a folder. */
    Story(Path home, int files, long bigBytes, SplittableRandom random) {
        this.home = home;
        this.files = files;
        this.bigBytes = bigBytes;
        this.random = random;
    }

    List<Step> steps() {
        return List.of(new ManyFiles(), new BigFile(), edits(), new RenameAndDelete(), new BothSides(random.split()));
    }

    /** Edits of some files, and of the big one, on one side. */
    Step edits() {
        return new Edits(++rounds);
    }

    private abstract static class Exactly implements Step {
        Snapshot expected = new Snapshot(new TreeMap<>());

        @Override
        public void check(Snapshot found) {
            if (!found.equals(expected)) {
                throw Failure.differ(this + ": what was written", expected, "what is there", found);
            }
        }
    }

    private final class ManyFiles extends Exactly {
        private final Path prepared = home.resolve("prepared");

        @Override
        public void whileOff(Path a, Path b) throws IOException {
            Trees.makeSmallFiles(prepared.resolve(SMALL), files, random.nextLong());
            expected = Snapshot.of(prepared);
        }

        @Override
        public void whileRunning(Path a) throws IOException {
            Files.move(prepared.resolve(SMALL), a.resolve(SMALL));
        }

        @Override
        public double progress(Seen seen) throws IOException {
            return (double) Trees.count(seen.b().resolve(SMALL)) / files;
        }

        @Override
        public String toString() {
            return files + " new files";
        }
    }

    private final class BigFile extends Exactly {
        private final Path prepared = home.resolve("prepared-big");

        @Override
        public void whileOff(Path a, Path b) throws IOException {
            var items = new TreeMap<>(Snapshot.of(a).items());
            Files.createDirectories(prepared);
            Trees.makeBigFile(prepared.resolve(BIG), bigBytes, random.nextLong());
            items.putAll(Snapshot.of(prepared).items());
            expected = new Snapshot(items);
        }

        @Override
        public void whileRunning(Path a) throws IOException {
            Files.move(prepared.resolve(BIG), a.resolve(BIG));
        }

        @Override
        public double progress(Seen seen) {
            return (double) seen.bytesStored() / bigBytes;
        }

        @Override
        public String toString() {
            return "a file of " + bigBytes + " bytes";
        }
    }

    private final class Edits extends Exactly {
        private final int round;

        private Edits(int round) {
            this.round = round;
        }

        @Override
        public void whileOff(Path a, Path b) throws IOException {
            for (var file : some(b, files / 10)) {
                switch (random.nextInt(3)) {
                    case 0 -> Files.write(file, bytes());
                    case 1 -> Files.write(file, bytes(), StandardOpenOption.APPEND);
                    default -> shorten(file);
                }
            }
            try (var big = new RandomAccessFile(b.resolve(BIG).toFile(), "rw")) {
                big.seek(random.nextLong(bigBytes));
                var patch = new byte[PATCH_BYTES];
                random.nextBytes(patch);
                big.write(patch);
            }
            expected = Snapshot.of(b);
        }

        @Override
        public String toString() {
            return "edits on B, round " + round;
        }
    }

    private static final class RenameAndDelete extends Exactly {
        private static final String RENAMED = SMALL + "/area-00";
        private static final String NEW_NAME = "A renamed area";
        private static final String DELETED = SMALL + "/area-01";

        @Override
        public void whileOff(Path a, Path b) throws IOException {
            var items = new TreeMap<String, Snapshot.Item>();
            Snapshot.of(a).items().forEach((path, item) -> {
                if (path.equals(RENAMED) || path.startsWith(RENAMED + "/")) {
                    items.put(NEW_NAME + path.substring(RENAMED.length()), item);
                } else if (!path.equals(DELETED) && !path.startsWith(DELETED + "/")) {
                    items.put(path, item);
                }
            });
            expected = new Snapshot(items);
        }

        @Override
        public void whileRunning(Path a) throws IOException {
            Files.move(a.resolve(RENAMED), a.resolve(NEW_NAME));
            try (var doomed = Files.walk(a.resolve(DELETED))) {
                for (var path : doomed.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }

        /** Nothing to be seen on the way, it is a matter of moments. */
        @Override
        public double progress(Seen seen) {
            return (double) seen.nanos() / RENAMED_WITHIN_NANOS;
        }

        @Override
        public String toString() {
            return "a folder renamed, another deleted";
        }
    }

    private List<Path> some(Path root, int count) throws IOException {
        return some(root, count, random);
    }

    /** Small files below a folder, chosen anew each time. */
    static List<Path> some(Path root, int count, SplittableRandom random) throws IOException {
        try (var paths = Files.walk(root.resolve(SMALL))) {
            var all =
                    new ArrayList<>(paths.filter(Files::isRegularFile).sorted().toList());
            Collections.shuffle(all, new Random(random.nextLong()));
            return List.copyOf(all.subList(0, Math.min(count, all.size())));
        }
    }

    private byte[] bytes() {
        return bytes(random);
    }

    static byte[] bytes(SplittableRandom random) {
        var bytes = new byte[1 + random.nextInt(EDIT_BYTES_MAX)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void shorten(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }
}
