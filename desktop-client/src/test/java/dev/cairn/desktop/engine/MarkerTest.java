package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The marker tells a folder from an unmounted disk; when only the marker is gone, the folder itself can tell. */
class MarkerTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    MarkerTest() {
        one.files.userWrite("kept", bytes("kept"));
        one.files.userWrite("deleted", bytes("deleted"));
        world.work();
    }

    @Test
    void aMarkerRemovedUnderOurEyesIsPutBack() {
        other.files.removeMarker();
        other.files.userDelete("deleted");
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(other.files.root().markOrNull()).isNotNull();
        assertThat(one.files.paths()).containsExactly("kept");
    }

    @Test
    void aMarkerRemovedWhileNobodyLookedMeansMerging() {
        other.files.removeMarker();
        other.files.userDelete("deleted");
        other.files.userWrite("new", bytes("new"));
        other.restart();
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(one.files.paths()).containsExactly("deleted", "kept", "new");
        world.checkEqual(false);
    }

    @Test
    void anUnmountedDiskIsStillNone() {
        other.files.mounted(false);
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.STOPPED);
        other.restart();
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.STOPPED);
        assertThat(one.files.paths()).containsExactly("deleted", "kept");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
