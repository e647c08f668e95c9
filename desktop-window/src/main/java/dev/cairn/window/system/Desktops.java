package dev.cairn.window.system;

import java.awt.Desktop;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Opens folders and pages with the programs of the desktop. Off the caller's thread: a desktop may take its time. */
public final class Desktops implements AutoCloseable {
    private static final List<String> OPENERS = List.of("xdg-open", "gio");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Shows a folder in the file manager. */
    public CompletableFuture<Boolean> open(Path folder) {
        return CompletableFuture.supplyAsync(
                () -> {
                    if (!Files.isDirectory(folder)) {
                        throw new IllegalStateException("The folder " + folder + " is not there");
                    }
                    if (!with(Desktop.Action.OPEN, folder.toString(), desktop -> desktop.open(folder.toFile()))) {
                        throw new IllegalStateException(
                                "This desktop has no file manager that Cairn could ask; the folder is " + folder);
                    }
                    return true;
                },
                threads);
    }

    /** Opens a page in the browser of the system; false: there is none. */
    public CompletableFuture<Boolean> browse(URI address) {
        return CompletableFuture.supplyAsync(
                () -> with(Desktop.Action.BROWSE, address.toString(), desktop -> desktop.browse(address)), threads);
    }

    private interface Opening {
        void with(Desktop desktop) throws IOException;
    }

    private static boolean with(Desktop.Action action, String what, Opening opening) {
        try {
            if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(action)) {
                opening.with(Desktop.getDesktop());
                return true;
            }
        } catch (IOException | UnsupportedOperationException e) {
            // The desktop's own way is tried next.
        }
        return OPENERS.stream().flatMap(Desktops::onPath).limit(1).anyMatch(opener -> started(opener, what));
    }

    private static Stream<Path> onPath(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    private static boolean started(Path opener, String what) {
        var line = opener.endsWith("gio") ? List.of(opener.toString(), "open", what) : List.of(opener.toString(), what);
        try {
            new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
