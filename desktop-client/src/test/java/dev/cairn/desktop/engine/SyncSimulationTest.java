package dev.cairn.desktop.engine;

import org.junit.jupiter.api.Test;

/**
 * Whole engines against the server's logic: users edit, the network drops, processes die, power goes. After each run no byte a
 * user wrote is lost, all devices equal the server, and there is no conflict copy without a conflict.
 */
class SyncSimulationTest {
    private static final int SEEDS = Integer.getInteger("cairn.sim.seeds", 200);
    private static final long FIRST = Long.getLong("cairn.sim.seed", 1);

    @Test
    void oneWriterNeverMakesAConflict() {
        run(new SimWorld.Rules(2, 1, true, false, false, false, 250));
    }

    @Test
    void severalWritersLoseNothing() {
        run(new SimWorld.Rules(3, 3, true, false, false, false, 350));
    }

    @Test
    void powerCutsLoseNothingThatWasSynced() {
        run(new SimWorld.Rules(2, 2, true, true, false, false, 300));
    }

    @Test
    void lostJournalsDeleteNothing() {
        run(new SimWorld.Rules(2, 2, true, false, true, false, 300));
    }

    @Test
    void rulesKeepThingsHereAndDeleteNothing() {
        run(new SimWorld.Rules(3, 2, true, false, false, true, 350));
    }

    @Test
    void rulesOfOneWriterMakeNoConflict() {
        run(new SimWorld.Rules(2, 1, true, false, false, true, 250));
    }

    @Test
    void rulesHoldWhenPowerGoesAndJournalsAreLost() {
        run(new SimWorld.Rules(2, 2, true, true, true, true, 300));
    }

    private static void run(SimWorld.Rules rules) {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            SimWorld world = new SimWorld(seed, rules);
            try {
                world.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " of " + rules + " (replay with -Dcairn.sim.seed=" + seed
                                + " -Dcairn.sim.seeds=1)\n" + world.story(),
                        e);
            }
        }
    }
}
