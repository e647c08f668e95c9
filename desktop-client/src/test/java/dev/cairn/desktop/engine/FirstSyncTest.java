package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A first sync ends, whatever comes in its way. */
class FirstSyncTest {
    private static final int TURNS_MAX = 100;

    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    FirstSyncTest() {
        other.server.down = true;
        var path = "";
        for (int i = 0; i < 6; i++) {
            path = path.isEmpty() ? "f" : path + "/f";
            one.files.userFolder(path);
            one.files.userWrite(path + "/a", bytes("a" + i));
        }
        for (int i = 0; i < TURNS_MAX; i++) {
            one.engine.step();
            while (one.hasJobs()) {
                one.runJob();
            }
            world.passes(200);
        }
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        world.forgetPushes();
        other.server.down = false;
        other.restart();
    }

    @Test
    void aPushBeforeTheFirstPullIsNoEnd() {
        one.files.userWrite("pushed early", bytes("early"));
        commitOfOne();
        world.deliverPushes();
        assertEnds();
    }

    @Test
    void aPushWhileTheFirstPullIsUnderWayIsNoEnd() {
        other.engine.step();
        assertThat(other.hasJobs()).as("the pull").isTrue();
        one.files.userWrite("pushed meanwhile", bytes("meanwhile"));
        commitOfOne();
        world.deliverPushes();
        other.engine.step();
        assertEnds();
    }

    @Test
    void aPushThatOvertakesThePullOfAKnownCursorIsNoEnd() {
        assertEnds();
        other.restart();
        other.engine.step();
        assertThat(other.hasJobs()).as("the pull").isTrue();
        one.files.userWrite("overtaking", bytes("overtaking"));
        commitOfOne();
        world.deliverPushes();
        other.engine.step();
        assertEnds();
    }

    @Test
    void whatOurOwnStepsHintAtIsLookedAtAtOnce() {
        other.deaf = true;
        // The clock moves by no more than what it takes to read it.
        assertEnds(0);
    }

    private void assertEnds() {
        assertEnds(5);
    }

    private void assertEnds(long millis) {
        for (int i = 0; i < TURNS_MAX; i++) {
            world.passes(millis);
            boolean worked = other.engine.step();
            while (other.hasJobs()) {
                other.runJob();
                worked = true;
            }
            if (!worked && other.engine.isSettledDown()) {
                assertThat(other.engine.status().state()).isEqualTo(State.IN_SYNC);
                world.checkEqual(false);
                return;
            }
        }
        throw new AssertionError("no end: " + other.engine + " " + other.engine.status());
    }

    /** And {@code one} has heard that it was committed. */
    private void commitOfOne() {
        for (int i = 0; i < 10; i++) {
            world.passes(10);
            one.engine.step();
            while (one.hasJobs()) {
                one.runJob();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
