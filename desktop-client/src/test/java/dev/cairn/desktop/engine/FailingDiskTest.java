package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails to write says so once; what it loses then is not taken for deleted. */
class FailingDiskTest {
    private final SimWorld.Rules rules = new SimWorld.Rules(2, 2, false, true, false, false, 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatAFailedFolderSyncLosesComesBack(long seed) {
        var world = new SimWorld(seed, rules, 100);
        var one = world.devices.get(0);
        var other = world.devices.get(1);
        world.work();
        other.files.syncAll();
        one.files.userFolder("folder");
        one.files.userWrite("folder/kept", bytes("kept"));
        one.files.userWrite("also kept", bytes("also kept"));
        other.files.folderSyncFails = true;
        world.work();
        assertThat(other.files.folderSyncFails).isFalse();
        world.work();
        assertThat(other.files.paths()).contains("also kept");
        // The process ends and comes back before the power goes: it does not believe the disk either.
        other.restart();
        world.work();

        other.files.powerCut();
        other.restart();
        world.work();
        world.work();
        world.checkEqual(false);
        assertThat(one.files.paths()).containsExactly("also kept", "folder/", "folder/kept");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
