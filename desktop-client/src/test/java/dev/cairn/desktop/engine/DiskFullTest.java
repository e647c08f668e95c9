package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import dev.cairn.desktop.engine.SimFiles.Fullness;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A full disk is said, damages nothing, and is over when there is room. */
class DiskFullTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    DiskFullTest() {
        one.files.userWrite("edited", bytes("first"));
        world.work();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "FULL_UNSEEN"})
    void whatDoesNotFitComesWhenThereIsRoom(Fullness fullness) {
        other.files.fullness = fullness;
        one.files.userWrite("edited", bytes("second"));
        one.files.userWrite("new", bytes("new"));
        aWhile();
        assertThat(other.engine.status().state()).isNotEqualTo(State.IN_SYNC);
        assertThat(other.files.userRead("edited")).isEqualTo(bytes("first"));
        assertThat(other.files.paths()).containsExactly("edited");

        other.files.fullness = Fullness.ROOM;
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.IN_SYNC);
        world.checkEqual(false);
    }

    @Test
    void aFullDiskIsSaidAndNothingIsFetchedInVain() {
        other.files.fullness = Fullness.FULL;
        other.server.fetched = 0;
        one.files.userWrite("new", bytes("new"));
        other.files.userWrite("from here", bytes("from here"));
        aWhile();
        assertThat(other.engine.status().state()).isEqualTo(State.DISK_FULL);
        assertThat(other.engine.status().detail()).isEqualTo("the disk is full: 1 files wait for about 17 MB of room");
        assertThat(other.server.fetched).isZero();
        assertThat(one.files.userRead("from here")).isEqualTo(bytes("from here"));
    }

    @Test
    void aJournalThatCannotBeWrittenStopsEverythingUntilItCan() {
        other.journal.full = true;
        one.files.userWrite("new", bytes("new"));
        other.files.userWrite("from here", bytes("from here"));
        aWhile();
        assertThat(other.engine.status().state()).isEqualTo(State.STOPPED);
        assertThat(other.engine.status().detail()).contains("no room on the disk of the journal");
        assertThat(one.files.paths()).doesNotContain("from here");

        other.journal.full = false;
        world.work();
        other.restart();
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(one.files.paths()).containsExactly("edited", "from here", "new");
        world.checkEqual(false);
    }

    private void aWhile() {
        for (int i = 0; i < 200; i++) {
            if (i % 20 == 0) {
                world.devices.forEach(device -> device.engine.behind());
            }
            world.turn();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
