package dev.cairn.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the server says, kept in {@code postgres.log} and one predecessor, each at most {@value #FILE_BYTES_MAX} bytes; the
 * last {@value #TAIL_LINES} lines also in memory, for error messages.
 */
final class ServerLog {
    private static final long FILE_BYTES_MAX = 4 << 20;
    private static final int TAIL_LINES = 20;

    private final Path file;
    private final Deque<String> tail = new ArrayDeque<>();

    ServerLog(Path file) {
        this.file = file;
    }

    /** Copies until the server closes its output; a full disk stops the file, never the server. */
    void follow(BufferedReader output) {
        @Nullable OutputStream out = null;
        long written = 0;
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                remember(line);
                try {
                    if (out == null || written > FILE_BYTES_MAX) {
                        out = reopen(out);
                        written = Files.size(file);
                    }
                    var bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                    out.write(bytes);
                    written += bytes.length;
                } catch (IOException e) {
                    remember("log file: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            remember("log pipe: " + e.getMessage());
        } finally {
            closeQuietly(out);
        }
    }

    private OutputStream reopen(@Nullable OutputStream current) throws IOException {
        closeQuietly(current);
        if (Files.exists(file) && Files.size(file) > FILE_BYTES_MAX) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, OwnerOnly.FILE);
        }
        return Files.newOutputStream(file, StandardOpenOption.APPEND);
    }

    private static void closeQuietly(@Nullable OutputStream out) {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                // Nothing is buffered here, so nothing is lost.
                return;
            }
        }
    }

    private synchronized void remember(String line) {
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
        }
        tail.addLast(line);
    }

    synchronized String tail() {
        return String.join("\n", tail);
    }
}
