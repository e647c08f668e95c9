package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.explain.Explainer;
import dev.cairn.desktop.explain.Explanation.State;
import dev.cairn.desktop.ignore.PathRules;
import dev.cairn.desktop.ignore.RuleFile;
import dev.cairn.desktop.ignore.Ruling;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client says of a path is what it does with it. */
class ExplainTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    @Test
    void whatBothSidesHaveIsSynced() {
        one.files.userFolder("a");
        write("a/b", "b");
        assertThat(state("a/b")).isEqualTo(State.WAITING);
        world.work();
        assertThat(state("a")).isEqualTo(State.SYNCED);
        assertThat(state("a/b")).isEqualTo(State.SYNCED);
        assertThat(state("")).isEqualTo(State.SYNCED);
        assertThat(state("a/c")).isEqualTo(State.ABSENT);
        assertThat(state(".cairn-root")).isEqualTo(State.INTERNAL);
    }

    @Test
    void whatChangedWaits() {
        write("here", "1");
        write("there", "1");
        write("gone", "1");
        world.work();
        one.server.down = true;
        other.files.userWrite("there", bytes("22"));
        other.files.userWrite("new", bytes("22"));
        write("here", "22");
        one.files.userDelete("gone");
        world.turn();
        assertThat(explain("here").why()).contains("will be sent");
        assertThat(explain("gone").why()).contains("will be deleted");
        assertThat(state("gone")).isEqualTo(State.WAITING);
        one.server.down = false;
        one.deaf = true;
        world.work();
        assertThat(state("here")).isEqualTo(State.SYNCED);
        assertThat(state("new")).isEqualTo(State.SYNCED);
        assertThat(state("gone")).isEqualTo(State.ABSENT);
    }

    @Test
    void whatIsIgnoredNamesTheRule() {
        write("synced.o", "1");
        world.work();
        one.files.userFolder("src");
        write("src/.cairnignore", "# made by the compiler\n*.o\n");
        write("src/a.o", "a");
        one.files.userWrite("a.iso", bytes("a"));
        one.engine.ownRules("own", "*.iso");
        world.work();
        assertThat(explain("src/a.o").rule()).isEqualTo(new Ruling("src/.cairnignore", 2, "*.o"));
        assertThat(explain("src/a.o").why()).isEqualTo("ignored by \"*.o\" (src/.cairnignore, line 2)");
        assertThat(explain("a.iso").rule()).isEqualTo(new Ruling("own", 1, "*.iso"));
        assertThat(state("synced.o")).isEqualTo(State.SYNCED);
    }

    @Test
    void problemsAreThoseOfTheStatus() {
        one.files.userFolder("locked");
        write("locked/a", "a");
        world.work();
        var explainer = explainer(Map.of("locked", "cannot be read: permission denied"), true);
        assertThat(explainer.explain("locked").why()).isEqualTo("cannot be read: permission denied");
        assertThat(explainer.explain("locked/a").why()).isEqualTo("locked: cannot be read: permission denied");
        one.files.userDelete("locked");
        assertThat(explainer(Map.of(), true).explain("locked/a").state()).isEqualTo(State.HELD);
    }

    @Test
    void whatIsNotSelectedNamesTheFolder() {
        one.files.userFolder("a");
        write("a/b", "b");
        world.work();
        one.unselected.add(java.util.Objects.requireNonNull(one.trees.remote().child(one.trees.root(), "a")));
        assertThat(explain("a/b").why()).contains("leaves once the server has all of it");
        one.select();
        world.work();
        assertThat(explain("a/b").why()).isEqualTo("a is not selected on this device");
        assertThat(state("a")).isEqualTo(State.UNSELECTED);
        assertThat(state("a/c")).isEqualTo(State.ABSENT);
    }

    private State state(String path) {
        return explain(path).state();
    }

    private dev.cairn.desktop.explain.Explanation explain(String path) {
        return explainer(one.engine.status().problems(), one.engine.status().held() != null)
                .explain(path);
    }

    private Explainer explainer(Map<String, String> problems, boolean held) {
        return new Explainer(
                one.trees,
                one.files,
                new PathRules(one.files, RuleFile.parse("own", "*.iso")),
                problems,
                one.unselected,
                held);
    }

    private void write(String path, String text) {
        one.files.userWrite(path, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
