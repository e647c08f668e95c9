package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.ChunkId;
import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server refuses is said of the file it is about. */
class RefusedTest {
    @Test
    void oneFileThatIsRefusedHoldsNoOther() {
        var world = new SimWorld(1, new SimWorld.Rules(2, 1, false, false, false, false, 0), 100);
        var one = world.devices.get(0);
        var other = world.devices.get(1);
        world.work();
        for (int i = 0; i < 10; i++) {
            one.files.userWrite("file" + i, bytes("content " + i));
        }
        one.server.refused.add(ChunkId.of(bytes("content 4"), 0, bytes("content 4").length));
        world.work();
        assertThat(other.files.paths()).hasSize(9).doesNotContain("file4");
        assertThat(one.engine.status().state()).isEqualTo(State.INCOMPLETE);
        assertThat(one.engine.status().problems()).containsOnlyKeys("file4").containsValue("the space is full");

        one.server.refused.clear();
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        world.checkEqual(false);
    }

    @Test
    void whatABatchIsRefusedForIsFoundAndHoldsNoOther() {
        var world = new SimWorld(2, new SimWorld.Rules(2, 1, false, false, false, false, 0), 100);
        var one = world.devices.get(0);
        var other = world.devices.get(1);
        world.work();
        for (int i = 0; i < 100; i++) {
            one.files.userWrite("file" + i, bytes("content " + i));
        }
        one.server.refusedNames.addAll(List.of("file13", "file77"));
        world.work();
        assertThat(other.files.paths()).hasSize(98).doesNotContain("file13", "file77");
        assertThat(one.engine.status().problems())
                .containsOnlyKeys("file13", "file77")
                .containsValue("something in this is not right");
        assertThat(one.server.refusedBatches).isLessThan(60);

        one.server.refusedNames.clear();
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        world.checkEqual(false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
