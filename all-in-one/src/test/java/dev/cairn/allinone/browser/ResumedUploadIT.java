package dev.cairn.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.allinone.scenario.Api;
import dev.cairn.testkit.server.RunningCairn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An upload that was interrupted goes on where it stood: what arrived is not sent again. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ResumedUploadIT {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 72 * MIB;
    private static final int ARRIVED = 56 * MIB;

    /** What may be sent again: a request, once by the browser itself and once by the app, and the app's own talk. */
    private static final int AGAIN_MAX = 36 * MIB;

    @RegisterExtension
    static final Stage STAGE = new Stage();

    @SuppressWarnings("NullAway.Init")
    private static RunningCairn cairn;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    private Wire wire;

    @SuppressWarnings("NullAway.Init")
    private Person person;

    @SuppressWarnings("NullAway.Init")
    private Path film;

    /** Of its own, to be killed. */
    @BeforeAll
    static void startCairn(@TempDir Path data) {
        cairn = RunningCairn.start(data.resolve("data"));
    }

    @AfterAll
    static void stopCairn() {
        cairn.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        wire = new Wire(cairn.url());
        person = Stage.person("anna", Api.signIn(cairn.url(), RunningCairn.ADMIN, RunningCairn.ADMIN_PASSWORD));
        var bytes = new byte[SIZE];
        new SplittableRandom(7).nextBytes(bytes);
        film = Files.write(disk.resolve("film.bin"), bytes);
    }

    @AfterEach
    void pull() {
        wire.close();
    }

    private FilesPage signedIn() {
        return STAGE.visitor(wire.url(), 1280, 800).open("/").signIn(person).assertAt("My files");
    }

    /** Uploads until so much has arrived that it is worth going on from there. */
    private UploadPanel uploadHalf(FilesPage files) throws InterruptedException {
        wire.holdAfter(ARRIVED);
        var panel = files.upload(film).assertState("film.bin", "running");
        wire.awaitHeld();
        return panel;
    }

    private void assertWhole(FilesPage files, long sentBefore) throws IOException {
        assertThat(wire.sent() - sentBefore).as("bytes sent").isLessThan(SIZE + AGAIN_MAX);
        assertThat(Files.mismatch(film, files.download("film.bin"))).isEqualTo(-1);
    }

    @Test
    void afterACutConnectionItGoesOnByItself() throws Exception {
        var files = signedIn();
        long before = wire.sent();
        var panel = uploadHalf(files);
        wire.cut();
        assertWhole(panel.assertDone("film.bin").assertHas("film.bin"), before);
    }

    @Test
    void afterTheServerWasKilledItGoesOnByItself() throws Exception {
        var files = signedIn();
        long before = wire.sent();
        var panel = uploadHalf(files);
        cairn.kill();
        wire.cut();
        cairn.start();
        panel.assertDone("film.bin");
        files.visitor().open("/").signIn(person).assertAt("My files");
        assertWhole(files.assertHas("film.bin"), before);
    }

    @Test
    void afterAReloadTheSameFileIsChosenAndItGoesOn() throws Exception {
        var files = signedIn();
        long before = wire.sent();
        uploadHalf(files);
        var asked = new java.util.concurrent.atomic.AtomicReference<String>();
        files.visitor().page().onceDialog(dialog -> {
            asked.set(dialog.type());
            dialog.accept();
        });
        wire.cut();
        files.visitor().page().reload();
        assertThat(asked).as("leaving in the middle is asked about").hasValue("beforeunload");
        var panel = new UploadPanel(files.assertAt("My files"))
                .assertState("film.bin", "interrupted")
                .assertSays("Choose the file again to go on")
                .goOnWith(film);
        assertWhole(panel.assertDone("film.bin").assertHas("film.bin"), before);
    }

    @Test
    void pausedItWaitsAndGoesOn() throws Exception {
        var files = signedIn();
        long before = wire.sent();
        var panel = uploadHalf(files).press("Pause", "film.bin").assertState("film.bin", "paused");
        wire.cut();
        assertWhole(panel.press("Go on with", "film.bin").assertDone("film.bin").assertHas("film.bin"), before);
    }

    @Test
    void cancelledNothingIsLeft() throws Exception {
        var files = signedIn();
        var panel = uploadHalf(files);
        wire.cut();
        panel.press("Cancel", "film.bin").assertGone("film.bin").assertEmpty("Drop files here");
        files.visitor().page().reload();
        new UploadPanel(files.assertAt("My files")).assertGone("film.bin");
    }
}
