package dev.cairn.bench.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** The peer: a file for each blob, synced. Its name is not, which is to its advantage. */
final class SyncedFiles {
    private final Path folder;
    private final AtomicLong names = new AtomicLong();

    SyncedFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void put(byte[] blob) throws IOException {
        var file = folder.resolve(Long.toString(names.incrementAndGet()));
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(blob);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        }
    }
}
