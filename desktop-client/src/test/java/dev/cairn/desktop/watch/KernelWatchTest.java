package dev.cairn.desktop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch tells early what it can, and says what it cannot. */
class KernelWatchTest {
    private static final NodeId ROOT = new NodeId(new UUID(0, 1));
    private static final NodeId OTHER = new NodeId(new UUID(0, 2));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aNewFileIsAHint() throws Exception {
        var woken = new CountDownLatch(1);
        try (var watch = new KernelWatch(folder, woken::countDown)) {
            watch.watch(ROOT, "");
            assertThat(watch.unwatched()).isZero();
            Files.writeString(folder.resolve("a"), "a");
            assertThat(woken.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(watch.drain().names().get(ROOT)).containsExactly("a");
        }
    }

    @Test
    void aSystemThatWatchesNothingMoreIsSaidAndEndsNothing() {
        KernelWatch.Source exhausted = () -> {
            throw new IOException("User limit of inotify instances reached or too many open files");
        };
        try (var watch = new KernelWatch(folder, () -> {}, exhausted)) {
            watch.watch(ROOT, "");
            watch.watch(OTHER, "other");
            watch.watch(OTHER, "other");
            assertThat(watch.unwatched()).isEqualTo(2);
            assertThat(watch.drain().isEmpty()).isTrue();
        }
    }

    @Test
    void aSystemThatWatchesAgainIsAskedWithTheNextLookAtEverything() throws Exception {
        Files.createDirectory(folder.resolve("other"));
        var exhausted = new AtomicBoolean(true);
        KernelWatch.Source source = () -> {
            if (exhausted.get()) {
                throw new IOException("User limit of inotify instances reached or too many open files");
            }
            return folder.getFileSystem().newWatchService();
        };
        var woken = new CountDownLatch(1);
        try (var watch = new KernelWatch(folder, woken::countDown, source)) {
            watch.watch(ROOT, "");
            watch.watch(OTHER, "other");
            exhausted.set(false);
            watch.watch(ROOT, "");
            assertThat(watch.unwatched()).isEqualTo(1);
            watch.watch(OTHER, "other");
            assertThat(watch.unwatched()).isZero();
            Files.writeString(folder.resolve("other/a"), "a");
            assertThat(woken.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(watch.drain().names().get(OTHER)).containsExactly("a");
        }
    }

    @Test
    void moreChangesThanTheSystemKeepsTrackOfAreCountedAndLookedAtAgain() throws Exception {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        try (var watch = new KernelWatch(folder, () -> {})) {
            watch.watch(ROOT, "");
            for (int round = 0; watch.overflows() == 0 && System.nanoTime() < until; round++) {
                // As long as this has the watch nobody takes from it what the system tells.
                synchronized (watch) {
                    for (int i = 0; i < 1_000; i++) {
                        Files.writeString(folder.resolve(round + "-" + i), "a");
                    }
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(watch.overflows()).isOne();
            assertThat(watch.drain().folders()).contains(ROOT);
        }
    }

    @Test
    void aFolderThatIsGoneAgainDoesNotCount() throws Exception {
        try (var watch = new KernelWatch(folder, () -> {})) {
            watch.watch(OTHER, "gone");
            assertThat(watch.unwatched()).isZero();
        }
    }
}
