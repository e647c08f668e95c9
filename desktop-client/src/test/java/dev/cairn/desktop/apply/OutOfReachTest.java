package dev.cairn.desktop.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.Hints;
import dev.cairn.testkit.apart.Apart;
import dev.cairn.testkit.apart.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real file system: what cannot be looked at is said, is not deleted, and keeps nothing else from being seen. */
class OutOfReachTest {
    private static final int DEEP = 10;

    private final Replica trees = new Replica(new NodeId(new UUID(0, 1)));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private LocalObserver observer;

    @BeforeEach
    void plant() throws IOException {
        trees.plant();
        observer = new LocalObserver(
                trees,
                new DiskFiles(root),
                FolderWatch.NONE,
                id -> false,
                new Ids(InstantSource.system(), new Random(1)));
        Files.writeString(root.resolve("plain"), "plain");
    }

    @Test
    void aPathThatBecameTooLongIsNotDeleted() throws IOException {
        var lower = deep("lower");
        Files.writeString(lower.resolve("file"), "text");
        look();
        int known = trees.local().size();
        var upper = deep("upper");
        Files.move(root.resolve("lower"), upper.resolve("lower"));
        Files.writeString(root.resolve("new"), "new");
        look();
        assertThat(observer.unreadable()).isNotEmpty().allSatisfy((path, why) -> assertThat(why)
                .contains("File name too long"));
        assertThat(trees.local().size()).isEqualTo(known + DEEP + 2);
        assertThat(names()).contains("plain", "new", "file");

        Files.move(upper.resolve("lower"), root.resolve("lower"));
        look();
        assertThat(observer.unreadable()).isEmpty();
        assertThat(trees.local().size()).isEqualTo(known + DEEP + 2);
    }

    @Test
    void aHintOutOfReachIsSaid() throws IOException {
        var hints = new Hints();
        hints.name(trees.root(), "n".repeat(300));
        hints.name(trees.root(), "plain");
        observer.observe(hints, () -> true);
        assertThat(observer.unreadable()).containsOnlyKeys("n".repeat(300));
        assertThat(names()).contains("plain");
    }

    @Test
    void aNameThatIsNotUtf8IsSaid() throws Exception {
        var shell = new ProcessBuilder("sh", "-c", "touch \"$(printf 'odd\\377')\"").directory(root.toFile());
        assertThat(shell.start().waitFor())
                .as("this file system takes any name")
                .isZero();
        look();
        assertThat(observer.unreadable()).hasSize(1).containsValue("its name is not UTF-8");
        assertThat(names()).containsExactlyInAnyOrder("", "plain");
    }

    @Test
    @Apart(Rights.PERMISSIONS_COUNT)
    void aFolderNobodyMayEnterIsNotDeleted() throws IOException {
        var folder = Files.createDirectory(root.resolve("folder"));
        Files.writeString(folder.resolve("inside"), "inside");
        look();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rw-------"));
        try {
            assertThat(Files.isReadable(folder.resolve("inside"))).isFalse();
            look();
            assertThat(observer.unreadable()).containsEntry("folder/inside", "cannot be looked at: permission denied");
            assertThat(names()).contains("inside");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        look();
        assertThat(observer.unreadable()).isEmpty();
    }

    private java.util.List<String> names() {
        return trees.local().all().stream().map(LocalNode::name).toList();
    }

    private Path deep(String top) throws IOException {
        var path = root.resolve(top);
        for (int i = 0; i < DEEP; i++) {
            path = path.resolve("n".repeat(250));
        }
        Files.createDirectories(path);
        return Objects.requireNonNull(path);
    }

    private void look() throws IOException {
        var everything = new Hints();
        everything.everything();
        observer.observe(everything, () -> true);
    }
}
