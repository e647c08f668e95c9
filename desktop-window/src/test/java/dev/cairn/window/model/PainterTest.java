package dev.cairn.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.PauseUntil;
import dev.cairn.desktop.engine.EngineStatus;
import dev.cairn.desktop.session.FolderStatus;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the window says is decided here, without a display. */
class PainterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Account ANN =
            new Account(URI.create("https://cairn.example.org"), "ann", "laptop", "a secret", null);

    private final Painter painter = new Painter(ZoneOffset.UTC);

    private static FolderStatus folder(String state, int uploads, Map<String, String> problems, boolean held) {
        return new FolderStatus(
                "/home/ann/Cairn",
                "01a1fd1e-8c00-7b06-ba19-c062e695a209",
                "Ann",
                state,
                state.equals("stopped") ? "the folder is not there" : null,
                1204,
                uploads,
                0,
                0,
                0,
                0,
                0,
                0,
                problems,
                Map.of(),
                held ? new EngineStatus.Held("hold", 120, 130) : null);
    }

    private static FolderStatus folder(String state) {
        return folder(state, 0, Map.of(), false);
    }

    private Picture paint(Optional<PauseUntil> pause, Run run, @Nullable String trouble, FolderStatus... folders) {
        var all = new FolderStatus.All(1, true, null, null, null, NOW, List.of(folders), null);
        return painter.paint(new Reading(Optional.of(ANN), all, pause, run, trouble), NOW);
    }

    private Picture paint(FolderStatus... folders) {
        return paint(Optional.empty(), Run.HERE, null, folders);
    }

    @Test
    void theFirstStepIsToSignInAndTheSecondToChooseAFolder() {
        var nothing = new FolderStatus.All(1, false, null, null, null, null, List.of(), null);
        assertThat(painter.paint(new Reading(Optional.empty(), nothing, Optional.empty(), Run.NOWHERE, null), NOW)
                        .stage())
                .isEqualTo(Stage.SIGN_IN);
        assertThat(paint().stage()).isEqualTo(Stage.CHOOSE_FOLDER);
        assertThat(paint(folder("in-sync")).stage()).isEqualTo(Stage.AT_WORK);
    }

    @ParameterizedTest
    @CsvSource({
        "in-sync,UP_TO_DATE,Up to date",
        "starting,SYNCING,Checking for changes",
        "unknown,SYNCING,Checking for changes",
        "offline,OFFLINE,Offline",
        "paused,PAUSED,Paused",
        "stopped,ATTENTION,A folder needs attention",
        "disk-full,ATTENTION,A folder needs attention",
        "signed-out,ATTENTION,You were signed out",
        "incomplete,ATTENTION,A folder needs attention",
        "held,ATTENTION,A folder needs attention"
    })
    void everyStateHasAMoodAndAHeadline(String state, Mood mood, String headline) {
        var picture = paint(folder(state));
        assertThat(picture.mood()).isEqualTo(mood);
        assertThat(picture.headline()).isEqualTo(headline);
        assertThat(picture.advice()).endsWith(".");
        assertThat(picture.folders().getFirst().line()).isNotBlank();
    }

    @Test
    void everyStateOfTheEngineIsOneOfThem() {
        assertThat(EngineStatus.State.values()).hasSize(10);
    }

    @Test
    void whatIsLeftToDoIsCounted() {
        var picture = paint(folder("syncing", 1204, Map.of(), false), folder("in-sync"));
        assertThat(picture.mood()).isEqualTo(Mood.SYNCING);
        assertThat(picture.headline()).isEqualTo("Syncing 1,204 items");
        assertThat(picture.folders().getFirst().line()).isEqualTo("1,204 files to send");
    }

    @Test
    void theFolderThatNeedsSomebodyCounts() {
        var picture = paint(folder("in-sync"), folder("incomplete", 0, Map.of("a/b", "permission denied"), false));
        assertThat(picture.mood()).isEqualTo(Mood.ATTENTION);
        assertThat(picture.headline()).isEqualTo("1 thing needs attention");
        assertThat(picture.troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.path()).isEqualTo("a/b");
            assertThat(trouble.what()).isEqualTo("Permission denied.");
            assertThat(trouble.advice()).contains("permissions");
        });
    }

    @Test
    void heldDeletionsAreAQuestion() {
        var picture = paint(folder("held", 0, Map.of(), true));
        assertThat(picture.urgent()).isEqualTo(1);
        assertThat(picture.troubles().getFirst().what())
                .isEqualTo("120 files are gone from Ann, of 130. Nothing was deleted on the server.");
    }

    @Test
    void aPauseIsSeenBeforeTheEngineSaysSoAndEndsByItself() {
        var until = Optional.of(new PauseUntil(NOW.plusSeconds(7200)));
        var picture = paint(until, Run.HERE, null, folder("in-sync"));
        assertThat(picture.paused()).isTrue();
        assertThat(picture.advice()).isEqualTo("Syncing goes on at Saturday 10:00.");
        assertThat(paint(Optional.of(new PauseUntil(NOW)), Run.HERE, null, folder("in-sync"))
                        .paused())
                .isFalse();
        assertThat(paint(Optional.of(new PauseUntil(null)), Run.HERE, null, folder("in-sync"))
                        .advice())
                .contains("until you resume");
    }

    @Test
    void nothingIsCalledUpToDateWhileNobodyLooks() {
        assertThat(paint(Optional.empty(), Run.NOWHERE, null, folder("in-sync")).mood())
                .isEqualTo(Mood.SYNCING);
        var broken = paint(Optional.empty(), Run.NOWHERE, "the folder /x is not there", folder("in-sync"));
        assertThat(broken.headline()).isEqualTo("Nothing is being synced");
        assertThat(broken.advice()).isEqualTo("The folder /x is not there.");
    }

    @Test
    void anotherClientIsNamed() {
        assertThat(paint(Optional.empty(), Run.ELSEWHERE, null, folder("in-sync"))
                        .notice())
                .contains("Another Cairn client");
    }
}
