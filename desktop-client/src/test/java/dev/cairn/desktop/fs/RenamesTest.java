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

    /** What somebody does the moment after is for the next look to see, which compares with what was put there. */
    @Test
    void whatIsTakenAwayOrWrittenOverAtOnceWasPutThereAllTheSame() throws IOException {
        var sealed = new Stamps(root).get(draft);
        var taken = renames(new Afterwards(() -> Files.delete(file))).replace(draft, file, expected);
        assertThat(taken.sameButRenamed(sealed)).isTrue();
        assertThat(file).doesNotExist();

        Files.writeString(draft, "from the server again");
        var again = new Stamps(root).get(draft);
        var overwritten = renames(new Afterwards(() -> Files.writeString(file, "by its user")))
                .toFree(draft, file);
        assertThat(overwritten.sameButRenamed(again)).isTrue();
        assertThat(overwritten.sameAs(new Stamps(root).get(file))).isFalse();
        assertThat(file).hasContent("by its user");
    }

    private interface Deed {
        void run() throws IOException;
    }

    /** Somebody is very quick. */
    private record Afterwards(Deed deed) implements Renames.Swap {
        @Override
        public boolean renameWithoutReplacing(Path from, Path to) throws IOException {
            Files.move(from, to);
            if (to.getFileName().toString().equals("report.txt")
                    && !to.toString().contains(Renames.REPLACING)) {
                deed.run();
            }
            return true;
        }

        @Override
        public boolean exchange(Path one, Path other) throws IOException {
            var between = one.resolveSibling("between");
            Files.move(one, between);
            Files.move(other, one);
            Files.move(between, other);
            deed.run();
            return true;
        }
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
