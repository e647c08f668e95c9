package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.engine.EngineStatus.State;
import dev.cairn.desktop.index.JournalEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is not selected is not on this device, and is on the server as if nothing were. */
class SelectionTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    SelectionTest() {
        other.files.userFolder("photos");
        other.files.userFolder("photos/old");
        write(other, "photos/a", "a");
        write(other, "photos/old/b", "b");
        write(other, "notes", "n");
        world.work();
    }

    @Test
    void whatIsNotSelectedLeavesThisDiskOnly() {
        unselect("photos");
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(other.files.paths()).contains("photos/a", "photos/old/b");
        write(other, "photos/new", "new");
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
        select();
        world.checkEqual(false);
        assertThat(text(one, "photos/new")).isEqualTo("new");
    }

    @Test
    void aFolderInsideAnotherCanBeLeftOut() {
        unselect("photos/old");
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/a");
        one.files.userDelete("photos");
        world.work();
        // Its user does not see all of it, so all of it cannot be deleted here.
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/");
        assertThat(other.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/old/", "photos/old/b");
    }

    @Test
    void whatWasEditedIsSentFirst() {
        write(one, "photos/a", "edited");
        unselect("photos");
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(text(other, "photos/a")).isEqualTo("edited");
    }

    @Test
    void whatIsOnlyHereStaysAndIsSaid() {
        one.server.down = true;
        write(one, "photos/mine", "mine");
        unselect("photos");
        one.server.down = false;
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/mine");
        assertThat(one.engine.status().state()).isEqualTo(State.INCOMPLETE);
        assertThat(one.engine.status().problems()).containsOnlyKeys("photos");
        assertThat(other.files.paths()).doesNotContain("photos/mine");
        select();
        world.checkEqual(false);
        assertThat(text(other, "photos/mine")).isEqualTo("mine");
        assertThat(one.files.paths()).noneMatch(path -> path.contains("conflicted"));
    }

    @Test
    void whatIsIgnoredStaysAndIsNoProblem() {
        write(one, "photos/.DS_Store", "icons");
        world.work();
        unselect("photos");
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/.DS_Store");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        select();
        assertThat(one.files.paths()).contains("photos/a", "photos/.DS_Store");
    }

    @Test
    void aNameOfWhatIsNotSelectedIsNotTaken() {
        unselect("photos");
        write(one, "photos", "a file");
        world.work();
        assertThat(one.engine.status().problems()).containsOnlyKeys("photos");
        assertThat(other.files.paths()).contains("photos/", "photos/a");
        one.files.userRename("photos", "a file");
        world.work();
        assertThat(text(other, "a file")).isEqualTo("a file");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
    }

    @Test
    void whatMovesInLeavesAndWhatMovesOutComes() {
        unselect("photos");
        other.files.userRename("notes", "photos/notes");
        other.files.userRename("photos/old", "old");
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("old/", "old/b");
        world.checkEqual(false);
    }

    @Test
    void itHoldsWithoutTheJournalAndAfterARestart() {
        unselect("photos");
        one.journal = new SimJournal();
        one.restart();
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(other.files.paths()).contains("photos/a");
    }

    @Test
    void whatIsGoneWhenItIsSelectedAgainComesBack() {
        one.server.down = true;
        write(one, "photos/a", "cannot be sent");
        unselect("photos");
        one.deaf = true;
        one.files.userDelete("photos");
        one.server.down = false;
        select();
        assertThat(text(other, "photos/a")).isEqualTo("a");
        assertThat(text(one, "photos/a")).isEqualTo("a");
    }

    @Test
    void aRemainderThatIsRenamedIsNobodysCopy() {
        one.server.down = true;
        write(one, "photos/mine", "mine");
        unselect("photos");
        one.server.down = false;
        world.work();
        one.files.userRename("photos", "kept");
        world.work();
        assertThat(text(other, "kept/mine")).isEqualTo("mine");
        assertThat(world.conflicts()).isEmpty();
        assertThat(other.files.paths()).contains("photos/a", "photos/old/b");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
    }

    @Test
    void aRemainderInTheWayOfAFileIsNobodysCopy() {
        one.server.down = true;
        write(one, "photos/mine", "mine");
        unselect("photos");
        one.server.down = false;
        world.work();
        other.files.userRename("photos", "pictures");
        write(other, "photos", "a file");
        world.work();
        assertThat(text(one, "photos")).isEqualTo("a file");
        assertThat(one.files.paths()).anyMatch(path -> path.startsWith("photos (conflicted") && path.endsWith("/mine"));
        assertThat(world.conflicts()).isEmpty();
        assertThat(other.files.paths())
                .containsExactlyInAnyOrder(
                        "notes", "photos", "pictures/", "pictures/a", "pictures/old/", "pictures/old/b");
    }

    @Test
    void aFileMovedUnderTheNameOfARemainderIsNobodysCopy() {
        write(one, "photos/.DS_Store", "icons");
        world.work();
        unselect("photos");
        one.files.userRename("notes", "photos/notes");
        world.work();
        assertThat(text(one, "photos/notes")).isEqualTo("n");
        assertThat(text(one, "notes")).isEqualTo("n");
        one.files.userRename("photos", "kept");
        world.work();
        assertThat(text(other, "kept/notes")).isEqualTo("n");
        assertThat(world.conflicts()).isEmpty();
    }

    @Test
    void whatWasMovedOutBeforeAnybodyLookedStays() {
        one.deaf = true;
        one.files.userRename("photos/a", "a");
        one.files.userRename("photos/old", "old");
        one.server.fetched = 0;
        unselect("photos");
        assertThat(one.server.fetched).isZero();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("a", "notes", "old/", "old/b");
        assertThat(other.files.paths()).containsExactlyInAnyOrder("a", "notes", "old/", "old/b", "photos/");
    }

    @Test
    void whatWasRenamedInsideBeforeAnybodyLookedHasItsNewName() {
        one.deaf = true;
        one.files.userRename("photos/a", "photos/b");
        unselect("photos");
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(other.files.paths())
                .containsExactlyInAnyOrder("notes", "photos/", "photos/b", "photos/old/", "photos/old/b");
    }

    @Test
    void whatARuleFileInItKeepsHereIsNotSent() {
        write(other, "photos/.cairnignore", ".env\n");
        world.work();
        write(one, "photos/.env", "secret");
        world.work();
        unselect("photos");
        assertThat(one.files.paths())
                .containsExactlyInAnyOrder("notes", "photos/", "photos/.cairnignore", "photos/.env");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        one.files.userRename("photos", "kept");
        world.work();
        assertThat(other.files.paths()).noneMatch(path -> path.endsWith(".env"));
        assertThat(one.files.paths()).contains("kept/.cairnignore", "kept/.env");
        assertThat(world.conflicts()).isEmpty();
    }

    @Test
    void aFolderThatIsDeletedOrRenamedDoesNotComeBackForWhatIsLeftOfItHere() {
        write(other, "photos/.cairnignore", ".env\n");
        write(other, "photos/old/.cairnignore", "*.raw\n");
        world.work();
        write(one, "photos/.env", "secret");
        write(one, "photos/old/a.raw", "raw");
        world.work();
        unselect("photos");
        other.files.userRename("photos", "pictures");
        world.work();
        assertThat(other.files.paths()).noneMatch(path -> path.startsWith("photos"));
        other.files.userDelete("pictures");
        world.work();
        one.restart();
        world.work();
        assertThat(other.files.paths()).containsExactly("notes");
        assertThat(one.files.paths()).contains("photos/.env", "photos/old/a.raw");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
    }

    @Test
    void aFolderAroundARemainderDoesNotComeBackEither() {
        write(one, "photos/old/.DS_Store", "icons");
        world.work();
        unselect("photos/old");
        other.files.userDelete("photos");
        world.work();
        assertThat(other.files.paths()).containsExactly("notes");
        assertThat(one.files.paths())
                .containsExactlyInAnyOrder("notes", "photos/", "photos/old/", "photos/old/.DS_Store");
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
    }

    @Test
    void whatIsOnlyHereIsSaidWhenTheServerDeletesTheFolder() {
        one.server.down = true;
        write(one, "photos/mine", "mine");
        unselect("photos");
        other.files.userDelete("photos");
        world.work();
        one.server.down = false;
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/mine");
        assertThat(one.engine.status().problems()).containsOnlyKeys("photos");
        assertThat(other.files.paths()).containsExactly("notes");
        one.files.userRename("photos", "kept");
        world.work();
        assertThat(text(other, "kept/mine")).isEqualTo("mine");
    }

    @Test
    void whatCannotBeRemovedIsNotNewWhenTheServerDeletesIt() {
        one.files.unremovable.add("a");
        unselect("photos");
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/a");
        other.files.userDelete("photos");
        world.work();
        one.restart();
        world.work();
        assertThat(other.files.paths()).containsExactly("notes");
        one.files.unremovable.clear();
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
    }

    @Test
    void whatIsNewInAFolderThatIsStillLeavingIsSaid() {
        one.files.unremovable.add("a");
        unselect("photos");
        write(one, "photos/new", "new");
        world.work();
        assertThat(one.engine.status().problems()).containsKey("photos/new");
        assertThat(other.files.paths()).doesNotContain("photos/new");
    }

    @Test
    void nothingIsForgottenWhileTheDiskIsNotThere() {
        one.deaf = true;
        write(one, "photos/a", "edited");
        one.files.mounted(false);
        unselect("photos");
        assertThat(one.engine.status().state()).isEqualTo(State.STOPPED);
        one.files.mounted(true);
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(text(other, "photos/a")).isEqualTo("edited");
    }

    @Test
    void whatStayedIsKnownAfterARestartWhateverItsName() {
        other.files.userFolder("a\r\n b\u2028");
        write(other, "a\r\n b\u2028/c", "c");
        world.work();
        one.server.down = true;
        write(one, "a\r\n b\u2028/mine", "mine");
        unselect("a\r\n b\u2028");
        one.server.down = false;
        world.work();
        other.files.userRename("a\r\n b\u2028", "renamed");
        world.work();
        one.restart();
        world.work();
        assertThat(one.files.paths()).contains("a\r\n b\u2028/mine");
        assertThat(other.files.paths()).contains("renamed/c").noneMatch(path -> path.endsWith("mine"));
    }

    @Test
    void whatStayedIsReadAsTheFirstClientsWroteIt() throws IOException {
        one.server.down = true;
        write(one, "photos/mine", "mine");
        unselect("photos");
        one.server.down = false;
        world.work();
        other.files.userRename("photos", "pictures");
        world.work();
        var fact = one.journal.fact("remainders").orElseThrow();
        var old = new JournalEntry();
        old.facts.put("remainders", "half a line\n" + fact.replaceFirst("/$", ""));
        one.journal.save(one.trees, old);
        one.restart();
        world.work();
        assertThat(one.files.paths()).contains("photos/mine");
        assertThat(other.files.paths()).contains("pictures/a").noneMatch(path -> path.endsWith("mine"));
    }

    @Test
    void nothingLeavesBeforeTheServerWasAsked() {
        one.server.down = true;
        unselect("photos");
        assertThat(one.files.paths())
                .containsExactlyInAnyOrder("notes", "photos/", "photos/a", "photos/old/", "photos/old/b");
        one.server.down = false;
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(other.files.paths()).contains("photos/a", "photos/old/b");
    }

    @Test
    void whatIsDeletedHereBeforeTheServerWasAskedIsNotDeletedThere() {
        one.server.down = true;
        unselect("photos");
        one.files.userDelete("photos");
        world.work();
        one.server.down = false;
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
        assertThat(other.files.paths()).contains("photos/a", "photos/old/b");
    }

    @Test
    void whatAServerFromABackupLacksStays() {
        one.server.down = true;
        unselect("photos");
        other.files.userDelete("photos/a");
        world.work();
        world.restored();
        one.server.down = false;
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "photos/", "photos/a");
        assertThat(one.engine.status().problems()).containsOnlyKeys("photos");
    }

    @Test
    void whatWasMovedInAndOutAgainWhileAProcessDiedIsDeletedNowhere() {
        other.files.userFolder("work");
        write(other, "work/x", "x");
        write(other, "work/y", "y");
        world.work();
        unselect("photos");
        var atTheKill = new SimJournal[1];
        one.files.destroying = bytes -> {
            if (atTheKill[0] == null) {
                atTheKill[0] = one.journal.copy();
            }
        };
        other.files.userRename("work", "photos/work");
        world.work();
        assertThat(one.files.paths()).containsExactly("notes");
        one.server.down = true;
        other.files.userRename("photos/work", "work");
        world.work();
        one.journal = Objects.requireNonNull(atTheKill[0]);
        one.restart();
        one.server.down = false;
        world.work();
        assertThat(other.files.paths()).contains("work/x", "work/y");
        assertThat(one.files.paths()).containsExactlyInAnyOrder("notes", "work/", "work/x", "work/y");
        assertThat(one.journal.fact("leaving")).contains("");
    }

    @Test
    void aRemainderThatWasSetAsideWhenTheProcessDiedIsNotSent() {
        one.server.down = true;
        write(one, "photos/mine", "mine");
        unselect("photos");
        one.server.down = false;
        world.work();
        var atTheKill = new SimJournal[1];
        var watcher = one.files.watcher;
        one.files.watcher = (inode, name) -> {
            if (name.contains("(conflicted") && atTheKill[0] == null) {
                atTheKill[0] = one.journal.copy();
            }
            watcher.at(inode, name);
        };
        other.files.userRename("photos", "pictures");
        write(other, "photos", "a file");
        world.work();
        one.journal = Objects.requireNonNull(atTheKill[0]);
        one.restart();
        world.work();
        assertThat(one.files.paths()).anyMatch(path -> path.startsWith("photos (conflicted") && path.endsWith("/mine"));
        assertThat(other.files.paths()).noneMatch(path -> path.endsWith("mine"));
    }

    private void unselect(String path) {
        var id = Objects.requireNonNull(id(path), path);
        one.unselected.add(id);
        one.select();
        world.work();
    }

    private void select() {
        one.unselected.clear();
        one.select();
        world.work();
    }

    private NodeId id(String path) {
        return one.trees.remote().all().stream()
                .filter(node -> path.equals(one.trees.remote().path(node.id())))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static void write(SimDevice device, String path, String text) {
        device.files.userWrite(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SimDevice device, String path) {
        return new String(device.files.userRead(path), StandardCharsets.UTF_8);
    }
}
