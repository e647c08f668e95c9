package dev.cairn.desktop.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random triples of trees: every plan sequence ends, both sides are equal then, and nobody's work is gone. */
class ReconcilerSimulationTest {
    private static final int SEEDS = Integer.getInteger("cairn.sim.planner.seeds", 20_000);
    private static final long FIRST = Long.getLong("cairn.sim.seed", 1);
    private static final int ROUNDS_MAX = 200;

    @Test
    void everyTripleConvergesAndKeepsWhatSomebodyWrote() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " (replay with -Dcairn.sim.seed=" + seed + " -Dcairn.sim.planner.seeds=1)", e);
            }
        }
    }

    @Test
    void everySelectionConvergesAndDeletesNothingElsewhere() {
        for (long seed = FIRST; seed < FIRST + SEEDS / 2; seed++) {
            try {
                choose(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " (replay with -Dcairn.sim.seed=" + seed + " -Dcairn.sim.planner.seeds=2)", e);
            }
        }
    }

    private static void choose(long seed) {
        var random = new Random(seed);
        var world = scrambled(random);
        var folders = world.trees.remote().all().stream()
                .filter(node -> node.folder() && !node.id().equals(world.root))
                .map(RemoteNode::id)
                .filter(id -> random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        world.unselect(folders);
        world.trees.local().all().stream()
                .map(LocalNode::id)
                .filter(id -> !world.trees.remote().contains(id)
                        && !world.trees.synced().contains(id))
                .filter(id -> random.nextInt(3) == 0)
                .forEach(world.ignored::add);
        var before = "there " + PlannedWorld.paths(world.trees.remote()) + "\nhere "
                + PlannedWorld.paths(world.trees.local()) + "\nsynced " + PlannedWorld.paths(world.trees.synced())
                + "\nnot selected " + folders + "\nignored " + world.ignored;
        var written = world.unsynced(true);
        written.addAll(world.unsynced(false));
        try {
            world.converge(ROUNDS_MAX);
        } catch (AssertionError e) {
            throw new AssertionError(before, e);
        }
        var scope = world.scope();
        var kept =
                Reconciler.plan(world.trees, id -> false, false, scope).kept().keySet();
        var local = world.trees.local();
        for (var remote : world.trees.remote().all()) {
            if (scope.unselected().test(remote.id())) {
                assertThat(local.contains(remote.id())).as(before).isFalse();
            } else {
                assertThat(local.path(remote.id()))
                        .as(before)
                        .isEqualTo(world.trees.remote().path(remote.id()));
            }
        }
        for (var node : local.all()) {
            if (!world.trees.remote().contains(node.id())
                    && local.subtree(node.id()).stream().noneMatch(world::isLeftOut)) {
                assertThat(kept)
                        .as(before)
                        .anyMatch(each -> local.isWithin(node.id(), each) || local.isWithin(each, node.id()));
            }
        }
        var contents = world.contents();
        local.all().stream().map(LocalNode::content).filter(Objects::nonNull).forEach(contents::add);
        assertThat(contents).as(before).containsAll(written);
    }

    private static void run(long seed) {
        var random = new Random(seed);
        var world = scrambled(random);
        var before = "there " + PlannedWorld.paths(world.trees.remote()) + "\nhere "
                + PlannedWorld.paths(world.trees.local()) + "\nsynced " + PlannedWorld.paths(world.trees.synced());
        var written = world.unsynced(true);
        written.addAll(world.unsynced(false));
        try {
            world.converge(ROUNDS_MAX);
        } catch (AssertionError e) {
            throw new AssertionError(before, e);
        }
        assertThat(PlannedWorld.paths(world.trees.local()))
                .as(before)
                .isEqualTo(PlannedWorld.paths(world.trees.remote()))
                .isEqualTo(PlannedWorld.paths(world.trees.synced()));
        assertThat(world.contents()).as(before).containsAll(written);
    }

    /** Trees that agreed once, and what became of them. */
    private static PlannedWorld scrambled(Random random) {
        var world = new PlannedWorld(random);
        var folders = new java.util.ArrayList<>(java.util.List.of(world.root));
        int nodes = random.nextInt(12);
        for (int i = 0; i < nodes; i++) {
            var parent = folders.get(random.nextInt(folders.size()));
            var name = "n" + random.nextInt(6);
            if (world.trees.remote().child(parent, name) == null) {
                boolean folder = random.nextInt(3) == 0;
                var id = world.agreed(parent, name, folder ? null : PlannedWorld.content("c" + random.nextInt(8)));
                if (folder) {
                    folders.add(id);
                }
            }
        }
        world.scramble(true, random.nextInt(8), random);
        world.scramble(false, random.nextInt(8), random);
        if (random.nextInt(20) == 0) {
            // A lost journal.
            for (var node : java.util.List.copyOf(world.trees.synced().all())) {
                if (!node.id().equals(world.root)) {
                    world.trees.synced().remove(node.id());
                }
            }
        }
        return world;
    }
}
