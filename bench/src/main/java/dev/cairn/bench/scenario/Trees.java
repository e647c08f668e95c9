package dev.cairn.bench.scenario;

import dev.cairn.content.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Makes test trees from a seed and compares trees by hash. */
public final class Trees {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int KIB_MAX = 64;

    private Trees() {}

    /** {@code count} files of 1 to 64 KiB (log-uniform, 15.5 KB on average, random bytes) in {@code count / 33} folders; returns the bytes. */
    public static long makeSmallFiles(Path root, int count, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        int folders = Math.max(1, count / 33);
        long total = 0;
        for (int i = 0; i < count; i++) {
            int folder = i % folders;
            var directory = root.resolve("area-%02d".formatted(folder % 10)).resolve("folder-%03d".formatted(folder));
            if (i < folders) {
                Files.createDirectories(directory);
            }
            var bytes = new byte[(int) (1024 * Math.pow(KIB_MAX, random.nextDouble()))];
            random.nextBytes(bytes);
            Files.write(directory.resolve("file-%05d.bin".formatted(i)), bytes);
            total += bytes.length;
        }
        return total;
    }

    /** One file of random bytes. */
    public static void makeBigFile(Path file, long size, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var block = new byte[BLOCK_BYTES];
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long written = 0; written < size; ) {
                random.nextBytes(block);
                var slice = ByteBuffer.wrap(block, 0, (int) Math.min(block.length, size - written));
                while (slice.hasRemaining()) {
                    written += out.write(slice);
                }
            }
        }
    }

    /** Relative path to SHA-256 of every regular file that is not the client's own (names that begin with {@code .cairn}). */
    static Map<String, String> digests(Path root) throws IOException {
        var digests = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var name = root.relativize(file).toString();
                if (!name.startsWith(".cairn")) {
                    digests.put(name, digest(file));
                }
            }
        }
        return digests;
    }

    /** Regular files below {@code root}, the client's own left out; 0 while it does not exist. */
    public static long count(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> !root.relativize(file).toString().startsWith(".cairn"))
                    .filter(Files::isRegularFile)
                    .count();
        } catch (NoSuchFileException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    /** Files as {@link #makeSmallFiles} names them below {@code root}, by their names only; 0 while it does not exist. */
    static long countSmall(Path root) {
        var names = root.toFile().list();
        long count = 0;
        for (var name : names == null ? new String[0] : names) {
            if (name.startsWith("file-")) {
                count++;
            } else if (!name.startsWith(".")) {
                count += countSmall(root.resolve(name));
            }
        }
        return count;
    }

    /** Regular files below a folder, as paths from {@code root}, in order. */
    static List<Path> relative(Path root, Path below) throws IOException {
        try (var files = Files.walk(root.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static String digest(Path file) throws IOException {
        var digest = Sha256.newDigest();
        try (var in = Files.newInputStream(file)) {
            var block = new byte[BLOCK_BYTES];
            for (int read; (read = in.read(block)) >= 0; ) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
