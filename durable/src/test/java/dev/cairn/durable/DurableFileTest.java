package dev.cairn.durable;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private static final byte[] OLD = "the old key".getBytes(US_ASCII);
    private static final byte[] NEW = "the new key, which is longer".getBytes(US_ASCII);

    private final Path folder;
    private final DurableFile file;

    DurableFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = new DurableFile(folder.resolve("secret"));
    }

    private void assertAlone() throws IOException {
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file.path());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(file.isOpenToOthers()).isFalse();
    }

    @Test
    void isReplacedWhole() throws IOException {
        file.write(OLD);
        file.write(NEW);
        assertThat(file.path()).hasBinaryContent(NEW);
        assertAlone();
    }

    @Test
    void isMadeOnce() throws IOException {
        file.create(OLD);
        assertThatThrownBy(() -> file.create(NEW)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file.path()).hasBinaryContent(OLD);
        assertAlone();
    }

    @Test
    void whatAPowerCutLeftIsThrownAwayWhereverItCut() throws IOException {
        var unfinished = folder.resolve("secret" + DurableFile.UNFINISHED);
        for (int length = 0; length <= NEW.length; length++) {
            Files.write(unfinished, Arrays.copyOf(NEW, length));
            // The name is still free, or still that of the old bytes.
            assertThat(file.path()).doesNotExist();
            file.create(OLD);
            Files.write(unfinished, Arrays.copyOf(NEW, length));
            assertThat(file.path()).hasBinaryContent(OLD);
            file.write(NEW);
            assertThat(file.path()).hasBinaryContent(NEW);
            assertAlone();
            file.delete();
        }
    }

    @Test
    void aCutBetweenLinkAndDeleteLeavesAWholeFile() throws IOException {
        file.create(OLD);
        Files.createLink(folder.resolve("secret" + DurableFile.UNFINISHED), file.path());
        file.write(NEW);
        assertThat(file.path()).hasBinaryContent(NEW);
        assertAlone();
    }

    @Test
    void nothingOfADeletedOneStays() throws IOException {
        file.write(OLD);
        Files.write(folder.resolve("secret" + DurableFile.UNFINISHED), NEW);
        file.delete();
        file.delete();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutItsFolderNothingIsWritten() {
        var homeless = new DurableFile(folder.resolve("none").resolve("secret"));
        assertThatThrownBy(() -> homeless.write(NEW)).isInstanceOf(NoSuchFileException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void tellsWhenOthersMayRead() throws IOException {
        file.write(OLD);
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(file.isOpenToOthers()).isTrue();
    }
}
