package dev.cairn.allinone.scenario;

import dev.cairn.content.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder as a value, to compare: every path with its bytes' hash, its time and its executable bit. */
final class Tree {
    private static final int BLOCK_BYTES = 1 << 20;

    private Tree() {}

    /** The tree below {@code root}; the client's own files (names that begin with {@code .cairn}) do not count. */
    static SortedMap<String, String> of(Path root) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var paths = Files.walk(root)) {
            paths.forEach(path -> {
                var name = root.relativize(path).toString();
                if (!name.isEmpty() && !name.startsWith(".cairn")) {
                    tree.put(name, describe(path));
                }
            });
        }
        return tree;
    }

    private static String describe(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return "folder";
            }
            return hash(path) + " " + Files.getLastModifiedTime(path).toInstant()
                    + (Files.isExecutable(path) ? " x" : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String hash(Path file) throws IOException {
        var digest = Sha256.newDigest();
        try (var in = Files.newInputStream(file)) {
            var block = new byte[BLOCK_BYTES];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
