package dev.cairn.storage.blob.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Folders whose entries survive a power cut. */
final class Folders {
    private Folders() {}

    /** Makes the folder and its parents; each new one is synced into its parent. */
    static void createDurably(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var parent = parent(folder);
        createDurably(parent);
        Files.createDirectories(folder);
        sync(parent);
    }

    /** Makes the folder's entries durable: names that came, and names that went. */
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "only the root has no parent");
    }
}
