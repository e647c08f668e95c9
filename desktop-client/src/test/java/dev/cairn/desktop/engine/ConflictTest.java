package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.metadata.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What two devices wrote stands beside each other, and the server knows that it does, with what it began with. */
class ConflictTest {
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    @Test
    void twoEditsOfOneFile() {
        write(one, "plan.txt", "base");
        world.work();
        var node = world.node("plan.txt");
        edit("plan.txt");
        var noted = only();
        assertThat(noted.original()).isEqualTo(node.id());
        assertThat(noted.base()).isEqualTo(node.version());
        assertThat(noted.device()).isEqualTo("dev");
        checkBothAreThere("plan.txt");
    }

    @Test
    void twoFilesOfOneName() {
        edit("new.txt");
        var noted = only();
        assertThat(noted.base()).isNull();
        assertThat(noted.original()).isEqualTo(world.node("new.txt").id());
        checkBothAreThere("new.txt");
    }

    @Test
    void theSameBytesAreNone() {
        write(one, "same.txt", "bytes");
        write(other, "same.txt", "bytes");
        world.work();
        assertThat(world.conflicts()).isEmpty();
    }

    @Test
    void aCrashCostsNoFact() {
        write(one, "plan.txt", "base");
        world.work();
        var base = world.node("plan.txt").version();
        write(one, "plan.txt", "one");
        write(other, "plan.txt", "other");
        for (int i = 0; i < 100; i++) {
            work(one);
        }
        // The process dies again and again, wherever it has got to.
        for (int i = 0; i < 200 && world.conflicts().isEmpty(); i++) {
            for (int steps = 0; steps <= i / 4; steps++) {
                work(other);
            }
            other.restart();
        }
        world.work();
        assertThat(only().base()).isEqualTo(base);
    }

    @Test
    void theNamesOfTwoCopiesDifferEverywhere() {
        write(one, "Plan.txt", "base");
        world.work();
        edit("Plan.txt");
        var first = copies().getFirst();
        one.files.userRename(first, first.replace("Plan", "PLAN"));
        world.work();
        write(one, "Plan.txt", "one more");
        write(other, "Plan.txt", "another");
        world.work();
        assertThat(copies()).hasSize(2);
        assertThat(copies().stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct())
                .hasSize(2);
        assertThat(world.conflicts()).hasSize(2);
    }

    private List<String> copies() {
        return one.files.paths().stream()
                .filter(path -> path.contains("conflicted"))
                .toList();
    }

    private void work(SimDevice device) {
        device.engine.step();
        while (device.hasJobs()) {
            device.runJob();
        }
        world.advance();
    }

    /** Each writes its own text before it hears of the other's. */
    private void edit(String path) {
        one.files.userWrite(path, bytes("one"));
        other.files.userWrite(path, bytes("other"));
        world.work();
    }

    private Operation.NoteConflict only() {
        assertThat(world.conflicts()).hasSize(1);
        return world.conflicts().getFirst();
    }

    private void checkBothAreThere(String path) {
        for (var device : List.of(one, other)) {
            var texts = device.files.paths().stream()
                    .filter(each -> each.startsWith(path.substring(0, path.indexOf('.'))))
                    .map(each -> new String(device.files.userRead(each), StandardCharsets.UTF_8))
                    .toList();
            assertThat(texts).containsExactlyInAnyOrder("one", "other");
        }
    }

    private static void write(SimDevice device, String path, String text) {
        device.files.userWrite(path, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
