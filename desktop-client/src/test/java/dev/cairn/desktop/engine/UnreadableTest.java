package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What cannot be read is a problem that is told, and nothing is concluded from it. */
class UnreadableTest {
    @Test
    void theRestSyncsAndNobodySaysThatBothSidesAreEqual() {
        var world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
        var one = world.devices.get(0);
        var other = world.devices.get(1);
        one.files.userWrite("secret", bytes("secret"));
        world.work();
        other.files.outOfReach.add("secret");
        other.files.userWrite("new", bytes("new"));
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.INCOMPLETE);
        assertThat(other.engine.status().problems()).containsEntry("secret", "permission denied");
        assertThat(one.files.paths()).containsExactly("new", "secret");

        other.files.outOfReach.clear();
        world.work();
        assertThat(other.engine.status().state()).isEqualTo(State.IN_SYNC);
        world.checkEqual(false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
