package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** While the client is paused nothing goes either way, and nothing is forgotten. */
class PauseTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    PauseTest() {
        one.files.userWrite("a", bytes("a"));
        one.files.userWrite("gone", bytes("gone"));
        world.work();
    }

    @Test
    void nothingGoesEitherWayUntilItGoesOn() {
        one.engine.pause(Instant.MAX);
        change();
        assertThat(one.engine.status().state()).isEqualTo(State.PAUSED);
        assertThat(one.engine.status().detail()).isEqualTo("until client resume");
        assertThat(one.engine.nextWake()).isNull();
        assertThat(one.engine.isSettledDown()).isFalse();
        assertThat(other.files.paths()).containsExactlyInAnyOrder("a", "gone", "there");
        assertThat(one.files.paths()).containsExactlyInAnyOrder("a", "here");
        one.engine.resume();
        world.work();
        assertThat(one.files.paths()).containsExactlyInAnyOrder("a", "here", "there");
        world.checkEqual(false);
    }

    @Test
    void itEndsByItself() {
        one.engine.pause(Instant.parse("2026-11-21T20:00:00Z"));
        change();
        assertThat(one.engine.status().detail()).isEqualTo("until 2026-11-21T20:00:00Z");
        assertThat(one.engine.nextWake()).isEqualTo("2026-11-21T20:00:00Z");
        assertThat(other.files.paths()).doesNotContain("here");
        world.passes(12 * 3_600_000);
        world.work();
        world.checkEqual(false);
    }

    private void change() {
        world.turn();
        one.files.userWrite("here", bytes("here"));
        one.files.userDelete("gone");
        other.files.userWrite("there", bytes("there"));
        world.work();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
