package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is on both sides already, or anywhere in the folder, does not travel again and is no conflict. */
class AdoptionTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, true, false, 0));
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    AdoptionTest() {
        one.files.userFolder("docs");
        one.files.userFolder("docs/deep");
        for (int i = 0; i < 8; i++) {
            one.files.userWrite("docs/" + i, bytes("text " + i));
            one.files.userWrite("docs/deep/" + i, bytes("deep text " + i));
        }
        one.files.userWrite("empty", new byte[0]);
        settle();
        forgetTraffic();
    }

    @Test
    void aLostJournalMovesNothing() {
        var before = other.files.paths();
        other.journal = new SimJournal();
        other.restart();
        settle();
        assertNothingMoved();
        assertThat(other.files.paths()).isEqualTo(before);
    }

    @Test
    void aLostJournalAndOtherTimesMoveNothing() {
        var before = other.files.paths();
        other.files.userTouch("docs/3", Instant.parse("2001-02-03T04:05:06Z"));
        other.journal = new SimJournal();
        other.restart();
        settle();
        assertNothingMoved();
        assertThat(other.files.paths()).isEqualTo(before);
    }

    @Test
    void aFolderAddedOnBothSidesIsOneFolder() {
        for (var device : world.devices) {
            device.files.userFolder("same");
            device.files.userWrite("same/a", bytes("the same on both"));
            device.files.userWrite("same/b", bytes("this too"));
        }
        settle();
        assertThat(one.files.paths())
                .filteredOn(path -> path.startsWith("same"))
                .containsExactly("same/", "same/a", "same/b");
        assertThat(one.server.fetched + other.server.fetched).isZero();
    }

    @Test
    void aCopyOfAFileIsMadeOfTheFileThatIsThere() {
        one.files.userFolder("copy");
        for (int i = 0; i < 8; i++) {
            one.files.userWrite("copy/" + i, one.files.userRead("docs/" + i));
        }
        one.files.userWrite("empty too", new byte[0]);
        settle();
        assertNothingMoved();
        assertThat(other.files.userRead("copy/7")).isEqualTo(bytes("text 7"));
    }

    @Test
    void whatIsNotThereAnyMoreIsFetchedAfterAll() {
        one.files.userWrite("copy", one.files.userRead("docs/1"));
        // Not noticed yet when the copy is made: what is known of the file is wrong.
        other.deaf = true;
        other.files.userWrite("docs/1", bytes("edited"));
        other.files.userWrite("docs/1", bytes("tidied"));
        settle();
        assertThat(other.files.userRead("copy")).isEqualTo(bytes("text 1"));
        assertThat(one.files.userRead("docs/1")).isEqualTo(bytes("tidied"));
    }

    private void settle() {
        world.settle();
        world.checkEqual(false);
    }

    private void forgetTraffic() {
        for (var device : world.devices) {
            device.server.fetched = 0;
            device.server.sent = 0;
        }
    }

    private void assertNothingMoved() {
        for (var device : world.devices) {
            assertThat(device.server.fetched).as("fetched by " + device.name).isZero();
            assertThat(device.server.sent).as("sent by " + device.name).isZero();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
