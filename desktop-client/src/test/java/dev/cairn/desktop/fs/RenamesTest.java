package dev.cairn.desktop.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody saves a file in the very moment it is replaced, and the process dies at every point of that. */
class RenamesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private Path draft;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @SuppressWarnings("NullAway.Init")
    private Stamp expected;

    @BeforeEach
    void write() throws IOException {
        work = Files.createDirectory(root.resolve(LocalFiles.WORK_FOLDER));
        draft = Files.writeString(work.resolve("new-1"), "from the server");
        file = Files.writeString(root.resolve("report.txt"), "agreed");
        expected = new Stamps(root).get(file);
    }

    @Test
    void whatWasWrittenInTheLastMomentIsPutBackAndTheDraftKept() throws IOException {
        var renames = renames(new LateWriter(-1));
        assertThatExceptionOfType(TargetChangedException.class)
                .isThrownBy(() -> renames.replace(draft, file, expected));
        assertThat(file).hasContent("written in the last moment");
        assertThat(draft).hasContent("from the server");
        assertThat(work.resolve(Renames.REPLACING)).isEmptyDirectory();
    }

    @Test
    void aProcessThatDiesBetweenTheTwoExchangesLeavesItWhereTheUserFindsIt() throws IOException {
        var dying = renames(new LateWriter(2));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> dying.replace(draft, file, expected));
        assertThat(file).hasContent("from the server");

        renames(null).rescue();
        assertThat(work.resolve(Renames.SET_ASIDE).resolve("report.txt")).hasContent("written in the last moment");
        assertThat(work.resolve(Renames.REPLACING)).isEmptyDirectory();
    }

    @Test
    void whatWasLeftEarlierIsNotInTheWay() throws IOException {
        var replacing = Files.createDirectory(work.resolve(Renames.REPLACING));
        var aside = Files.createDirectory(work.resolve(Renames.SET_ASIDE));
        Files.writeString(replacing.resolve("report.txt"), "left");
        Files.writeString(aside.resolve("report.txt"), "left before");
        renames(Libc.find().orElse(null)).replace(draft, file, expected);
        assertThat(file).hasContent("from the server");
        renames(null).rescue();
        assertThat(aside.resolve("report.txt")).hasContent("left before");
        assertThat(aside.resolve("2 report.txt")).hasContent("left");
    }

    private Renames renames(Renames.@Nullable Swap swap) {
        return new Renames(work, new Stamps(root), new DiskAttributes(root), swap);
    }

    /** Writes to the target right before the first exchange; the process dies before exchange {@code last}. */
    private final class LateWriter implements Renames.Swap {
        private final Path spare = root.resolve("spare");
        private final int last;
        private int exchanges;

        LateWriter(int last) {
            this.last = last;
        }

        @Override
        public boolean renameWithoutReplacing(Path from, Path to) {
            return false;
        }

        @Override
        public boolean exchange(Path one, Path other) throws IOException {
            if (++exchanges == last) {
                throw new UncheckedIOException(new IOException("the process dies"));
            }
            if (exchanges == 1) {
                Files.writeString(file, "written in the last moment");
            }
            Files.move(one, spare);
            Files.move(other, one);
            Files.move(spare, other);
            return true;
        }
    }
}
