package dev.cairn.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        for (var side : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve(side).resolve("in/side"));
            Files.createDirectories(folder.resolve(side).resolve(".cairn-tmp"));
            for (var name : new String[] {"in/file", "in/side/other", ".cairn-root", ".cairn-tmp/draft"}) {
                write(side, name, name.startsWith(".cairn") ? side : "same");
            }
        }
    }

    @Test
    void foldersWithTheSameFilesAreEqual() throws IOException {
        assertThat(Snapshot.of(folder.resolve("a"))).isEqualTo(Snapshot.of(folder.resolve("b")));
        assertThat(Snapshot.of(folder.resolve("a")).files()).isEqualTo(2);
        assertThat(Snapshot.of(folder.resolve("a")).bytes()).isEqualTo(8);
    }

    @Test
    void oneChangedByteIsADifferenceAlthoughTimeAndSizeAreTheSame() throws IOException {
        write("b", "in/file", "sane");
        assertDifferences("in/file");
        assertThat(Snapshot.glance(folder.resolve("a"))).isEqualTo(Snapshot.glance(folder.resolve("b")));
    }

    @Test
    void whatIsThereOnOneSideOnlyIsADifference() throws IOException {
        Files.delete(folder.resolve("a/in/side/other"));
        Files.createDirectory(folder.resolve("b/empty"));
        assertDifferences("empty", "in/side/other");
    }

    @Test
    void anotherTimeIsADifference() throws IOException {
        Files.setLastModifiedTime(folder.resolve("b/in/file"), FileTime.fromMillis(1));
        assertDifferences("in/file");
    }

    private void assertDifferences(String... paths) throws IOException {
        var a = Snapshot.of(folder.resolve("a"));
        var b = Snapshot.of(folder.resolve("b"));
        assertThat(a.differences(b)).containsExactly(paths);
        assertThat(Failure.differ("A", a, "B", b)).hasMessageContaining(paths.length + " paths");
    }

    private void write(String side, String name, String text) throws IOException {
        Files.setLastModifiedTime(
                Files.writeString(folder.resolve(side).resolve(name), text), FileTime.fromMillis(1_000));
    }
}
