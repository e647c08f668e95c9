package dev.cairn.testkit.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class ApartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    @Apart(Rights.MAY_MOUNT)
    void itMayMount() throws IOException, InterruptedException {
        var before = Files.getFileStore(folder).type();
        var mount = new ProcessBuilder("mount", "-t", "ramfs", "ramfs", folder.toString()).start();
        assertThat(mount.waitFor()).isZero();
        assertThat(Files.getFileStore(folder).type()).isEqualTo("ramfs").isNotEqualTo(before);
        assertThat(new ProcessBuilder("umount", folder.toString()).start().waitFor())
                .isZero();
    }

    @Test
    @Apart(Rights.PERMISSIONS_COUNT)
    void itMayNotReadWhatItsPermissionsForbid() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertThat(Files.isReadable(file)).isFalse();
    }

    @Test
    void whatFailsThereFailsHere() {
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        request()
                                .selectors(selectMethod(Failing.class, "fails"))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getFailures()).singleElement().satisfies(failure -> assertThat(
                        failure.getException())
                .hasMessageContaining("PERMISSIONS_COUNT")
                .hasMessageContaining("in process "));
        assertThat(String.valueOf(listener.getSummary().getFailures().getFirst().getException()))
                .doesNotContain("in process " + ProcessHandle.current().pid() + ".");
    }

    /** Not run by itself. */
    static final class Failing {
        @Test
        @Apart(Rights.PERMISSIONS_COUNT)
        void fails() {
            throw new AssertionError("in process " + ProcessHandle.current().pid() + ".");
        }
    }
}
