package dev.cairn.bench.proof;

import dev.cairn.content.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder as a value: every path with what is there. The client's own files (names at the top that begin with {@code .cairn})
 * do not count.
 */
record Snapshot(Map<String, Item> items) {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final String NOT_READ = "";

    /** What is at a path. {@code hash} is the SHA-256 of a file's bytes, or empty when it was not read. */
    record Item(boolean isFolder, long size, Instant modified, boolean isExecutable, String hash) {
        private static final Item FOLDER = new Item(true, 0, Instant.EPOCH, false, NOT_READ);
    }

    /** With all bytes read. Nobody may write meanwhile. */
    static Snapshot of(Path root) throws IOException {
        return take(root, true);
    }

    /** Names, sizes and times only: a look while others write. */
    static Snapshot glance(Path root) throws IOException {
        return take(root, false);
    }

    /** Paths where the two differ. */
    Set<String> differences(Snapshot other) {
        var paths = new TreeSet<>(items.keySet());
        paths.addAll(other.items.keySet());
        paths.removeIf(path -> {
            var here = items.get(path);
            return here != null && here.equals(other.items.get(path));
        });
        return paths;
    }

    /** What is at a path, in words. */
    String describe(String path) {
        var item = items.get(path);
        if (item == null) {
            return "nothing";
        }
        return item.isFolder()
                ? "a folder"
                : item.size() + " bytes of " + item.modified() + (item.isExecutable() ? ", executable" : "")
                        + (item.hash().isEmpty() ? "" : ", SHA-256 " + item.hash());
    }

    /** The hashes of all files. */
    Set<String> hashes() {
        return items.values().stream()
                .filter(item -> !item.isFolder())
                .map(Item::hash)
                .collect(Collectors.toSet());
    }

    long files() {
        return items.values().stream().filter(item -> !item.isFolder()).count();
    }

    long bytes() {
        return items.values().stream().mapToLong(Item::size).sum();
    }

    private static Snapshot take(Path root, boolean read) throws IOException {
        var items = new TreeMap<String, Item>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = root.relativize(folder).toString();
                if (name.startsWith(".cairn")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!name.isEmpty()) {
                    items.put(name, Item.FOLDER);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var name = root.relativize(file).toString();
                if (!name.startsWith(".cairn")) {
                    items.put(
                            name,
                            new Item(
                                    false,
                                    attributes.size(),
                                    attributes.lastModifiedTime().toInstant(),
                                    Files.isExecutable(file),
                                    read ? hash(file) : NOT_READ));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return wentMeanwhile(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                return e == null ? FileVisitResult.CONTINUE : wentMeanwhile(e);
            }

            private FileVisitResult wentMeanwhile(IOException e) throws IOException {
                if (read || !(e instanceof NoSuchFileException)) {
                    throw e;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Snapshot(items);
    }

    private static String hash(Path file) throws IOException {
        var digest = Sha256.newDigest();
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var block = new byte[BLOCK_BYTES];
            for (int count; (count = in.read(block)) >= 0; ) {
                digest.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
