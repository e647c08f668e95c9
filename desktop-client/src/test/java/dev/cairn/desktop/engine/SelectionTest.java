package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.engine.EngineStatus.State;
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
