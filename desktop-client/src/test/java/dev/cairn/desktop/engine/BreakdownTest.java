package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Whatever is thrown where nothing should be, nobody waits for ever and nothing half done is written down. */
class BreakdownTest {
    @Test
    void anEngineThatBrokeSavesNothingAndSaysSo() {
        var world = new SimWorld(1, new SimWorld.Rules(1, 1, false, false, false, false, 0), 100);
        var device = world.devices.getFirst();
        device.files.userWrite("file", "text".getBytes(StandardCharsets.UTF_8));
        world.work();
        int saves = device.journal.saves;
        device.files.userWrite("file", "other text".getBytes(StandardCharsets.UTF_8));
        device.files.bug = new StackOverflowError("a bug");
        world.passes(10_000_000);

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(device.engine::step);
        assertThat(device.engine.status().state()).isEqualTo(State.STOPPED);
        assertThat(device.engine.status().detail()).contains("a bug").contains("start the client again");
        assertThat(device.engine.status().nodes()).isEqualTo(1);
        device.engine.close();
        assertThat(device.journal.saves).isEqualTo(saves);

        device.files.bug = null;
        device.restart();
        world.work();
        assertThat(device.engine.status().state()).isEqualTo(State.IN_SYNC);
        world.checkEqual(false);
    }

    @Test
    void aJobThatDiesIsAFailureLikeAnyOther() {
        var posted = new ArrayList<Event>();
        Workers workers = (_, job) -> posted.add(job.get());
        workers.submit(
                Workers.Lane.PULL,
                () -> {
                    throw new OutOfMemoryError("no memory");
                },
                Event.PullFailed::new);
        workers.submit(
                Workers.Lane.PULL,
                () -> {
                    throw new IllegalStateException("a bug");
                },
                Event.PullFailed::new);
        assertThat(posted).hasSize(2).allSatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(Event.PullFailed.class, failed -> assertThat(failed.cause())
                        .hasMessageMatching(".*(no memory|a bug)")));
    }
}
