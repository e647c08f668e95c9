package dev.cairn.desktop.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.testkit.apart.Apart;
import dev.cairn.testkit.apart.Rights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder on the real file system of this machine. */
class DiskFilesTest {
    private static final String NAME_MAX = "n".repeat(255);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path parent;

    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private DiskFiles files;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(parent.resolve("root")).toRealPath();
        files = new DiskFiles(root);
        files.mark("mark");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "caf\u00e9",
                "cafe\u0301",
                "Case",
                "case",
                " spaces ",
                "new\nline",
                "back\\slash",
                "\uD83D\uDDFF",
                "-dash",
                "trailing.",
                "con",
                ".cairn-tmp-not"
            })
    void namesAreBytes(String name) throws IOException {
        place(name, null, name, Instant.EPOCH);
        place("other", null, "other", Instant.EPOCH);
        assertThat(files.list("").entries()).extracting(Entry::name).containsExactlyInAnyOrder(name, "other");
        assertThat(Files.readString(root.resolve(name))).isEqualTo(name);
    }

    @Test
    void twinsByCaseOrUnicodeFormAreDifferentFiles() throws IOException {
        for (var name : List.of("caf\u00e9", "cafe\u0301", "Case", "case")) {
            place(name, null, name, Instant.EPOCH);
        }
        for (var name : List.of("caf\u00e9", "cafe\u0301", "Case", "case")) {
            assertThat(Files.readString(root.resolve(name))).isEqualTo(name);
        }
    }

    @Test
    void namesOf255BytesWorkAtEveryDepth() throws IOException {
        var path = "";
        for (int i = 0; i < 12; i++) {
            path = FileNames.join(path, NAME_MAX);
            files.makeFolder(path);
        }
        var file = FileNames.join(path, "\u00e9".repeat(127));
        place(file, null, "deep", Instant.EPOCH);
        assertThat(Objects.requireNonNull(files.stat(file)).size()).isEqualTo(4);
        assertThat(FileNames.problem(NAME_MAX, true)).isNull();
        assertThat(FileNames.problem(NAME_MAX + "n", true)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:01Z",
                "1969-12-31T23:59:59Z",
                "1955-11-05T06:15:00.123456789Z",
                "2001-02-03T04:05:06.000000001Z",
                "2105-12-31T23:59:59.999999999Z"
            })
    void everyTimeIsKept(String time) throws IOException {
        var instant = Instant.parse(time);
        assertThat(place("placed", null, "x", instant).modified()).isEqualTo(instant);
        var before = place("touched", null, "x", Instant.parse("2020-01-01T00:00:00Z"));
        var after = files.touch("touched", before, instant, true);
        assertThat(after.modified()).isEqualTo(instant);
        assertThat(after.executable()).isTrue();
        assertThat(after.sameObject(before)).isTrue();
    }

    @Test
    void linksAreSeenAndNeverFollowed() throws IOException {
        var outside = Files.createDirectory(parent.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("to-folder"), outside);
        Files.createSymbolicLink(root.resolve("to-file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("to-nothing"), outside.resolve("nothing"));
        assertThat(files.list("").entries()).allMatch(entry -> entry.stamp().kind() == Kind.LINK);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.open("to-file"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.open("to-folder/secret"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.list("to-folder"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> place("to-folder/new", null, "x", Instant.EPOCH));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.makeFolder("to-folder/new"));
        var stamp = place("mine", null, "mine", Instant.EPOCH);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.rename("mine", "to-folder/mine"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.rename("to-folder/secret", "stolen"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> files.removeFile("to-folder/secret", stamp));
        try (var there = Files.list(outside)) {
            assertThat(there).containsExactly(outside.resolve("secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../escaped", "a/../../escaped", "/etc/passwd", "a/./b", "a//../b"})
    void noPathLeadsOut(String path) throws IOException {
        files.makeFolder("a");
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> files.stat(path));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> files.makeFolder(path));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> place(path, null, "escaped", Instant.EPOCH));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> files.rename("a", path));
        try (var there = Files.list(parent)) {
            assertThat(there).containsExactly(root);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a/b", "/", "nul\0", "lone\uD800", "\uDC00lone", ".cairn-root", ".cairn-tmp"})
    void namesThatCannotBeHeldAreSaid(String name) {
        assertThat(FileNames.problem(name, true)).isNotBlank();
    }

    @Test
    void aFileThatBecameAFolderAndBackIsLeftAlone() throws IOException {
        var file = place("thing", null, "file", Instant.EPOCH);
        Files.delete(root.resolve("thing"));
        var folder = files.makeFolder("thing");
        assertThat(folder.sameObject(file)).isFalse();
        assertChanged(() -> place("thing", file, "newer", Instant.EPOCH));
        assertChanged(() -> files.removeFile("thing", file));
        assertChanged(() -> files.touch("thing", file, Instant.EPOCH, false));
        Files.delete(root.resolve("thing"));
        Files.writeString(root.resolve("thing"), "file again");
        assertChanged(() -> files.removeFolder("thing"));
        assertChanged(() -> files.removeFile("thing", file));
        assertThat(Files.readString(root.resolve("thing"))).isEqualTo("file again");
    }

    @Test
    void whatSomebodyWroteMeanwhileIsNeverReplaced() throws IOException {
        var planned = place("file", null, "planned", Instant.EPOCH);
        Files.writeString(root.resolve("file"), "written since", StandardOpenOption.TRUNCATE_EXISTING);
        Files.setLastModifiedTime(root.resolve("file"), FileTime.from(Instant.EPOCH));
        assertChanged(() -> place("file", planned, "from the server", Instant.EPOCH));
        assertChanged(() -> files.removeFile("file", planned));
        assertChanged(() -> place("file", null, "from the server", Instant.EPOCH));
        place("other", null, "other", Instant.EPOCH);
        assertChanged(() -> files.rename("other", "file"));
        assertThat(Files.readString(root.resolve("file"))).isEqualTo("written since");
        assertThat(Files.readString(root.resolve("other"))).isEqualTo("other");
    }

    @Test
    void aReplacedFileKeepsItsPermissions() throws IOException {
        place("file", null, "first", Instant.EPOCH);
        Files.setPosixFilePermissions(root.resolve("file"), PosixFilePermissions.fromString("rw-------"));
        var before = Objects.requireNonNull(files.stat("file"));
        place("file", before, "second", Instant.EPOCH);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("file"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(root.resolve("file"))).isEqualTo("second");
    }

    @Test
    void aFolderWithSomethingInItIsNotRemoved() throws IOException {
        files.makeFolder("full");
        Files.writeString(root.resolve("full/new"), "new");
        assertChanged(() -> files.removeFolder("full"));
        assertThat(root.resolve("full/new")).exists();
    }

    @Test
    void aMissingFolderOrMarkerIsAbsent() throws IOException {
        assertThat(files.root()).isEqualTo(new RootState.Present("mark"));
        Files.delete(root.resolve(LocalFiles.MARKER));
        assertThat(files.root()).isInstanceOf(RootState.Absent.class);
        files.mark("again");
        Files.move(root, parent.resolve("moved"));
        assertThat(files.root()).isInstanceOf(RootState.Absent.class);
        Files.createDirectory(root);
        assertThat(files.root()).isInstanceOf(RootState.Absent.class);
    }

    @Test
    void theFolderIsTheSameOneWhateverIsWrittenInIt() throws IOException {
        var identity = files.identity();
        Files.delete(root.resolve(LocalFiles.MARKER));
        Files.writeString(root.resolve("new"), "new");
        assertThat(files.identity()).isEqualTo(identity).isNotEmpty();
        Files.move(root, parent.resolve("moved"));
        assertThat(files.identity()).isEmpty();
        Files.createDirectory(root);
        files.mark("mark");
        assertThat(files.identity()).isNotEqualTo(identity);
    }

    /** What happens by itself where a folder is made and marked within one tick of the file system's clock. */
    @Test
    void aFolderThatWasNeverChangedSinceItsBirthHasAnIdentityOnceMarked() throws IOException {
        var young = Files.createDirectory(parent.resolve("young"));
        var born = Files.readAttributes(young, BasicFileAttributes.class).creationTime();
        var unmarked = new DiskFiles(young);
        Files.setLastModifiedTime(young, born);
        assertThat(unmarked.identity()).isEmpty();
        for (var round = 0; round < 200; round++) {
            var fresh = Files.createDirectory(parent.resolve("young-" + round));
            var marked = new DiskFiles(fresh);
            marked.mark("mark");
            assertThat(marked.identity()).isNotEmpty();
        }
    }

    @Test
    @Apart(Rights.MAY_MOUNT)
    void anotherFileSystemMountedOverTheFolderIsAbsent() throws Exception {
        var identity = files.identity();
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root.toString()))
                .isZero();
        try {
            assertThat(files.root()).isInstanceOf(RootState.Absent.class);
            assertThat(files.identity()).isNotEqualTo(identity);
        } finally {
            assertThat(run("umount", root.toString())).isZero();
        }
        assertThat(files.root()).isEqualTo(new RootState.Present("mark"));
    }

    @Test
    @Apart(Rights.MAY_MOUNT)
    void aDiskThatFillsUpLeavesWhatWasThere() throws Exception {
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", root.toString()))
                .isZero();
        try {
            files.mark("mark");
            var before = place("file", null, "first", Instant.EPOCH);
            assertThat(files.freeBytes()).isBetween(500_000L, 1L << 20);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> place("file", before, "x".repeat(2 << 20), Instant.EPOCH))
                    .satisfies(e -> assertThat(DiskTrouble.words(e)).isEqualTo("no room on the disk"));
            assertThat(Files.readString(root.resolve("file"))).isEqualTo("first");
            files.sweepDrafts(Instant.MAX);
            place("file", before, "second", Instant.EPOCH);
            assertThat(Files.readString(root.resolve("file"))).isEqualTo("second");
        } finally {
            assertThat(run("umount", root.toString())).isZero();
        }
    }

    @Test
    @Apart(Rights.PERMISSIONS_COUNT)
    void anUnreadableFileIsSaidInWords() throws IOException {
        Files.writeString(root.resolve("secret"), "secret");
        Files.setPosixFilePermissions(root.resolve("secret"), PosixFilePermissions.fromString("---------"));
        assertThat(Files.isReadable(root.resolve("secret"))).isFalse();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> files.open("secret"))
                .satisfies(e -> assertThat(DiskTrouble.words(e)).isEqualTo("permission denied"));
    }

    private static void assertChanged(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        assertThatExceptionOfType(TargetChangedException.class).isThrownBy(step);
    }

    private Stamp place(String path, @Nullable Stamp expected, String text, Instant modified) throws IOException {
        var draft = files.draft("draft");
        try {
            draft.truncate(0);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            draft.append(bytes, 0, bytes.length);
            draft.finish(modified, false);
            files.seal(List.of(draft));
            return files.place(draft, path, expected);
        } catch (IOException e) {
            draft.discard();
            throw e;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
