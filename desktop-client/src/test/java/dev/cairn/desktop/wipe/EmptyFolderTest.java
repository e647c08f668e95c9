package dev.cairn.desktop.wipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.fs.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything inside goes, and nothing outside. */
class EmptyFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path parent;

    @Test
    void everythingInsideGoesAndNothingOutside() throws IOException {
        var outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("a file"), "outside");
        var root = Files.createDirectories(parent.resolve("root"));
        Files.writeString(root.resolve(LocalFiles.MARKER), "mark");
        Files.createDirectories(root.resolve("deep/deeper/deepest"));
        Files.writeString(root.resolve("deep/deeper/naïve 🪨"), "inside");
        Files.createSymbolicLink(root.resolve("deep/link"), outside);
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("nothing"));
        var locked = Files.createDirectories(root.resolve("read only"));
        Files.writeString(locked.resolve("a file"), "inside");
        Files.setPosixFilePermissions(locked.resolve("a file"), PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        assertThat(EmptyFolder.empty(root, EmptyFolderTest::delete)).isEqualTo(new EmptyFolder.Result(0, 0));
        assertThat(root).isDirectoryNotContaining(path -> !path.endsWith(LocalFiles.MARKER));
        assertThat(root.resolve(LocalFiles.MARKER)).hasContent("mark");
        assertThat(outside.resolve("a file")).hasContent("outside");
    }

    @Test
    void whatIsToStayStaysWithItsFolders() throws IOException {
        var deep = Files.createDirectories(parent.resolve("root/deep/deeper"));
        Files.writeString(deep.resolve("stays"), "stays");
        Files.writeString(deep.resolve("goes"), "goes");
        Files.createDirectories(parent.resolve("root/empty"));
        var root = parent.resolve("root");
        assertThat(EmptyFolder.empty(root, file -> !file.endsWith("stays") && delete(file)))
                .isEqualTo(new EmptyFolder.Result(1, 0));
        assertThat(deep).isDirectoryNotContaining(path -> !path.endsWith("stays"));
        assertThat(root.resolve("empty")).doesNotExist();
    }

    @Test
    void whatCannotBeDeletedIsCountedAndKeepsNothingElse() throws IOException {
        var root = Files.createDirectories(parent.resolve("root"));
        Files.writeString(root.resolve("a"), "a");
        Files.writeString(root.resolve("b"), "b");
        assertThat(EmptyFolder.empty(root, file -> {
                    if (file.endsWith("a")) {
                        throw new IOException("cannot");
                    }
                    return delete(file);
                }))
                .isEqualTo(new EmptyFolder.Result(0, 1));
        assertThat(root.resolve("b")).doesNotExist();
    }

    private static boolean delete(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }
}
