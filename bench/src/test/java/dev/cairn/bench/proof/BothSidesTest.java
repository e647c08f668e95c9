package dev.cairn.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges the two sides by hand, well and badly. */
class BothSidesTest {
    private static final int FILES = 60;

    private final BothSides step = new BothSides(new SplittableRandom(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Path a;

    @SuppressWarnings("NullAway.Init")
    private Path b;

    @SuppressWarnings("NullAway.Init")
    private Snapshot before;

    @BeforeEach
    void edit() throws IOException {
        a = home.resolve("a");
        b = home.resolve("b");
        for (var side : new Path[] {a, b}) {
            Files.createDirectories(side.resolve("small"));
            for (int i = 0; i < FILES; i++) {
                Files.writeString(side.resolve("small/file-" + i), "file " + i);
            }
        }
        copyTimes();
        before = Snapshot.of(a);
        step.whileOff(a, b);
    }

    @Test
    void aMergeThatKeepsEverythingPasses() throws IOException {
        merge();
        step.check(Snapshot.of(a));
    }

    @Test
    void aLostContentIsFound() throws IOException {
        merge();
        Files.delete(a.resolve("new on both sides 5"));
        assertThatThrownBy(() -> step.check(Snapshot.of(a)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("1 contents that somebody wrote are nowhere");
    }

    @Test
    void aDeletedFileThatCameBackIsFound() throws IOException {
        merge();
        var gone = before.differences(Snapshot.of(a)).stream()
                .filter(path -> before.items().containsKey(path) && !Files.exists(a.resolve(path)))
                .findFirst()
                .orElseThrow();
        Files.writeString(a.resolve(gone), "again");
        assertThatThrownBy(() -> step.check(Snapshot.of(a)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(gone);
    }

    @Test
    void aNeedlessConflictCopyIsFound() throws IOException {
        merge();
        Files.writeString(a.resolve("plan (conflicted copy of B).txt"), "nobody asked");
        assertThatThrownBy(() -> step.check(Snapshot.of(a)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("conflict copies");
    }

    /** Into A: B's edits win where A did nothing or deleted, and stand beside A's where both wrote. */
    private void merge() throws IOException {
        var here = Snapshot.of(a);
        var there = Snapshot.of(b);
        for (var path : here.differences(there)) {
            var item = there.items().get(path);
            if (item == null || item.equals(before.items().get(path))) {
                continue;
            }
            boolean contested = here.items().containsKey(path)
                    && !here.items().get(path).equals(before.items().get(path))
                    && !here.items().get(path).hash().equals(item.hash());
            var target = contested ? path + " (conflicted copy of B)" : path;
            Files.copy(b.resolve(path), a.resolve(target), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Snapshot.of(a)).isNotEqualTo(here);
    }

    private void copyTimes() throws IOException {
        for (int i = 0; i < FILES; i++) {
            var name = "small/file-" + i;
            Files.setLastModifiedTime(b.resolve(name), Files.getLastModifiedTime(a.resolve(name)));
        }
    }
}
