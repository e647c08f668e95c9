package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What rules keep on a disk, and what they do not touch. */
class IgnoreTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    @Test
    void whatIsIgnoredStays() {
        write(".cairnignore", "*.o\n/build/\n");
        one.files.userFolder("build");
        write("build/a", "a");
        write("a.o", "a");
        write("a.c", "a");
        world.work();
        assertThat(other.files.paths()).containsExactlyInAnyOrder(".cairnignore", "a.c");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(one.engine.status().ignored()).isEqualTo(2);
    }

    @Test
    void aRuleForWhatIsSyncedDeletesNothing() {
        write("a.o", "a");
        world.work();
        write(".cairnignore", "*.o\n");
        world.work();
        write("a.o", "edited");
        write("b.o", "b");
        world.work();
        assertThat(text(other, "a.o")).isEqualTo("edited");
        assertThat(other.files.paths()).doesNotContain("b.o");
        one.files.userDelete("a.o");
        world.work();
        assertThat(other.files.paths()).doesNotContain("a.o");
    }

    @Test
    void whatNoRuleIsAboutAnyLongerTravels() {
        write(".cairnignore", "build/\n");
        one.files.userFolder("build");
        one.files.userFolder("build/deep");
        write("build/deep/a", "a");
        world.work();
        assertThat(other.files.paths()).containsExactly(".cairnignore");
        one.files.userDelete(".cairnignore");
        world.work();
        assertThat(text(other, "build/deep/a")).isEqualTo("a");
        world.checkEqual(false);
    }

    @Test
    void whatWasRenamedWhileNobodyLookedIsLookedIntoWhenTheRuleGoes() {
        one.server.down = true;
        one.files.userFolder("app");
        one.files.userFolder("app/sub");
        one.files.userFolder("app/sub/deep");
        write("app/sub/a", "a");
        world.work();
        one.ownRules = "app/\n";
        one.restart();
        world.work();
        one.deaf = true;
        one.files.userRename("app/sub", "app/other");
        write("app/other/b", "b");
        write("app/other/deep/c", "c");
        one.engine.ownRules("own", "");
        one.server.down = false;
        // Long before all of the disk is looked at again.
        world.passes(100_000);
        for (int i = 0; i < 100; i++) {
            world.turn();
            world.deliverPushes();
        }
        assertThat(other.files.paths()).contains("app/other/a", "app/other/b", "app/other/deep/c");
    }

    @Test
    void aFolderDeletedElsewhereDoesNotComeBackForWhatIsIgnoredInIt() {
        one.files.userFolder("photos");
        write("photos/a", "a");
        write("photos/.DS_Store", "icons");
        world.work();
        other.files.userDelete("photos");
        world.work();
        assertThat(other.files.paths()).isEmpty();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("photos/", "photos/.DS_Store");
        one.restart();
        world.work();
        assertThat(other.files.paths()).isEmpty();
        one.files.userDelete("photos/.DS_Store");
        world.work();
        assertThat(one.files.paths()).isEmpty();
    }

    @Test
    void whatARuleFileKeptHereStaysWhenItsFolderIsDeletedElsewhere() {
        one.files.userFolder("app");
        write("app/.cairnignore", ".env\n");
        write("app/.env", "secret");
        write("app/main", "m");
        world.work();
        assertThat(other.files.paths()).containsExactlyInAnyOrder("app/", "app/.cairnignore", "app/main");
        other.files.userDelete("app");
        world.work();
        one.restart();
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("app/", "app/.cairnignore", "app/.env");
        assertThat(other.files.paths()).isEmpty();
        world.checkEqual(false);
        one.files.userRename("app", "old");
        world.work();
        assertThat(other.files.paths()).noneMatch(path -> path.contains(".env"));
        one.files.userDelete("old/.env");
        world.work();
        assertThat(one.files.paths()).isEmpty();
    }

    @Test
    void aRuleFileDeletedElsewhereStaysForWhatIsIgnoredBelowIt() {
        one.files.userFolder("app");
        one.files.userFolder("app/sub");
        write("app/.cairnignore", ".env\n");
        write("app/sub/.env", "secret");
        write("app/sub/main", "m");
        world.work();
        other.files.userDelete("app/.cairnignore");
        world.work();
        assertThat(one.files.paths()).contains("app/.cairnignore", "app/sub/.env");
        assertThat(other.files.paths()).containsExactlyInAnyOrder("app/", "app/sub/", "app/sub/main");
        one.files.userDelete("app/sub/.env");
        world.work();
        world.checkEqual(false);
    }

    @Test
    void aRuleFileMovedElsewhereStaysForWhatItKeepsHere() {
        one.files.userFolder("app");
        one.files.userFolder("app/sub");
        one.files.userFolder("rules");
        write("app/.cairnignore", ".env\n");
        write("app/sub/.env", "secret");
        world.work();
        other.files.userRename("app/.cairnignore", "rules/.cairnignore");
        world.work();
        one.restart();
        world.work();
        assertThat(one.files.paths())
                .containsExactlyInAnyOrder(
                        "app/", "app/.cairnignore", "app/sub/", "app/sub/.env", "rules/", "rules/.cairnignore");
        assertThat(other.files.paths()).containsExactlyInAnyOrder("app/", "rules/", "rules/.cairnignore");
        world.checkEqual(false);
        one.files.userDelete("app/sub/.env");
        world.work();
        assertThat(one.files.paths()).isEqualTo(other.files.paths());
    }

    @Test
    void aRuleFileRenamedElsewhereAndEditedHereTakesTheEditAlongAndStays() {
        write(".cairnignore", ".env\n");
        write(".env", "secret");
        world.work();
        one.server.down = true;
        write(".cairnignore", ".env\n*.o\n");
        world.turn();
        other.files.userRename(".cairnignore", "rules");
        world.passes(1_000);
        for (int i = 0; i < 10; i++) {
            world.turn();
        }
        one.server.down = false;
        world.work();
        assertThat(text(other, "rules")).isEqualTo(".env\n*.o\n");
        assertThat(other.files.paths()).containsExactly("rules");
        assertThat(one.files.paths()).containsExactlyInAnyOrder(".cairnignore", ".env", "rules");
        world.checkEqual(false);
    }

    @Test
    void aRuleFileThatOnlyStaysMakesPlaceForANewOne() {
        one.files.userFolder("app");
        write("app/.cairnignore", ".env\n");
        write("app/.env", "secret");
        world.work();
        other.files.userDelete("app");
        world.work();
        other.files.userFolder("app");
        other.files.userWrite("app/.cairnignore", bytes("*.o\n.env\n"));
        world.work();
        assertThat(text(one, "app/.cairnignore")).isEqualTo("*.o\n.env\n");
        assertThat(other.files.paths()).containsExactlyInAnyOrder("app/", "app/.cairnignore");
    }

    @Test
    void aFolderOfIgnoredThingsIsMadeWithTheFirstOther() {
        one.files.userFolder("icons");
        write("icons/.DS_Store", "icons");
        world.work();
        assertThat(other.files.paths()).isEmpty();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        write("icons/a", "a");
        world.work();
        assertThat(other.files.paths()).containsExactlyInAnyOrder("icons/", "icons/a");
    }

    @Test
    void rulesOfTheServerComeBeforeWhatTheyAreAbout() {
        other.server.down = true;
        write(".cairnignore", "*.o\n");
        world.work();
        one.server.down = true;
        other.files.userWrite("a.o", bytes("a"));
        other.files.userWrite("a.c", bytes("a"));
        other.server.down = false;
        one.server.down = false;
        world.passes(100_000);
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder(".cairnignore", "a.c");
    }

    @Test
    void aRuleFileThatWaitsForItselfIsNotWaitedFor() {
        write(".cairnignore", "*.o\n");
        world.work();
        one.server.down = true;
        other.files.userWrite(".cairnignore", bytes("*.iso\n"));
        world.turn();
        one.files.userFolder("new");
        one.files.userRename(".cairnignore", "new/rules");
        one.server.down = false;
        world.passes(100_000);
        world.work();
        world.checkEqual(false);
        assertThat(text(other, "new/rules")).isEqualTo("*.iso\n");
    }

    @Test
    void rulesOfTheDeviceHoldOnItOnly() {
        one.engine.ownRules("own", "*.iso\n");
        write("a.iso", "a");
        other.files.userWrite("b.iso", bytes("b"));
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("a.iso", "b.iso");
        assertThat(other.files.paths()).containsExactly("b.iso");
        one.engine.ownRules("own", "");
        world.work();
        world.checkEqual(false);
    }

    private void write(String path, String text) {
        one.files.userWrite(path, bytes(text));
    }

    private static String text(SimDevice device, String path) {
        return new String(device.files.userRead(path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
