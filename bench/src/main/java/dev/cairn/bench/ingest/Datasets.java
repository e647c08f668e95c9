package dev.cairn.bench.ingest;

import dev.cairn.bench.ingest.Dataset.Bars;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes what is taken in, from a seed and from the Java sources every JDK comes with: random bytes, which neither compress nor
 * repeat; text; and small files, three of five text and the others random.
 */
final class Datasets {
    static final String RANDOM = "random";
    static final String RANDOM_FILE = "random.bin";

    private static final String TEXT = "text";
    private static final String SMALL = "small files (10,000)";
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int SMALL_FILES = 10_000;
    private static final int FILES_IN_FOLDER = 33;
    private static final int KIB_MIN = 1;
    private static final int KIB_MAX = 64;

    private final Path home;
    private final Path sources;
    private final SplittableRandom random;

    /**
     * @param home an existing folder in which they are made
     * @param sources the zip file of the JDK's sources
     */
    Datasets(Path home, Path sources, long seed) {
        this.home = home;
        this.sources = sources;
        this.random = new SplittableRandom(seed);
    }

    /** Those whose names begin so; the others are not made, since even files that were deleted slow a disk down for a while. */
    List<Dataset> named(String beginning, long randomBytes) throws IOException {
        var named = new ArrayList<Dataset>();
        if (RANDOM.startsWith(beginning)) {
            named.add(random(randomBytes));
        }
        if (TEXT.startsWith(beginning) || SMALL.startsWith(beginning)) {
            var text = text();
            if (TEXT.startsWith(beginning)) {
                named.add(text);
            }
            if (SMALL.startsWith(beginning)) {
                named.add(small(text.folder().resolve("sources.txt")));
            }
        }
        return named;
    }

    private Dataset random(long bytes) throws IOException {
        var folder = Files.createDirectories(home.resolve("random"));
        try (var out = Files.newOutputStream(folder.resolve(RANDOM_FILE))) {
            var block = new byte[BLOCK_BYTES];
            for (long left = bytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        }
        return new Dataset(RANDOM, folder, bytes, new Bars(4, 2));
    }

    private Dataset text() throws IOException {
        var folder = Files.createDirectories(home.resolve("text"));
        var file = folder.resolve("sources.txt");
        try (var zip = new ZipFile(sources.toFile());
                var out = Files.newOutputStream(file)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                copy(zip, entry, out);
            }
        }
        return new Dataset(TEXT, folder, Files.size(file), new Bars(2, 1.3));
    }

    private static void copy(ZipFile zip, ZipEntry entry, OutputStream out) throws IOException {
        if (entry.getName().endsWith(".java")) {
            try (var in = zip.getInputStream(entry)) {
                in.transferTo(out);
            }
        }
    }

    private Dataset small(Path text) throws IOException {
        var folder = home.resolve("small");
        long bytes = 0;
        try (var in = FileChannel.open(text)) {
            for (int i = 0; i < SMALL_FILES; i++) {
                var parent = folder.resolve("folder-%03d".formatted(i / FILES_IN_FOLDER));
                if (i % FILES_IN_FOLDER == 0) {
                    Files.createDirectories(parent);
                }
                var content = new byte[(int) (1024 * KIB_MIN * Math.pow(KIB_MAX, random.nextDouble()))];
                if (i % 5 < 3) {
                    in.read(ByteBuffer.wrap(content), random.nextLong(in.size() - content.length));
                } else {
                    random.nextBytes(content);
                }
                Files.write(parent.resolve("file-%05d".formatted(i)), content);
                bytes += content.length;
            }
        }
        return new Dataset(SMALL, folder, bytes, new Bars(3, 3));
    }
}
