package dev.cairn.allinone.scenario;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * What one JVM learned of a program's classes, for the next ones: a third of a command's processor time goes into loading them.
 * The first run makes the archive (class data sharing), those that begin after its end use it.
 */
final class ClassArchive {
    private final Path file;
    private final Path unfinished;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** In {@code file}, which is made anew and goes with this JVM. */
    ClassArchive(Path file) {
        this.file = file.toAbsolutePath();
        this.unfinished =
                file.resolveSibling(file.getFileName() + ".unfinished").toAbsolutePath();
        try {
            Files.deleteIfExists(file);
            Files.createDirectories(this.file.getParent());
            this.file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of this JVM without its folders, for which there are no archives: they are of tests only. */
    static String jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Flags for a JVM that uses the archive, if it is there by now. What it says of it must not be in a command's output. */
    List<String> use() {
        return Files.exists(file) ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable") : List.of();
    }

    /** Whether the caller is the one to make it, with {@link #make()} and {@link #made()}. */
    boolean isWanted() {
        return begun.compareAndSet(false, true);
    }

    /** Flags for the JVM that makes it. */
    List<String> make() {
        return List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:disable");
    }

    /** That JVM ended well. */
    void made() throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
