package dev.cairn.desktop.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole engines against the server's logic: users edit, the network drops, processes die, power goes. After each run no byte a
 * user wrote is lost, all devices equal the server, and there is no conflict copy without a conflict.
 */
class SyncSimulationTest {
    private static final int SEEDS = Integer.getInteger("cairn.sim.seeds", 1_115);
    private static final long FIRST = Long.getLong("cairn.sim.seed", 1);

    @ParameterizedTest
    @EnumSource
    void whateverHappensNothingIsLost(SimSetting setting) {
        var failure = SimCampaign.run(setting, FIRST, SEEDS);
        if (failure != null) {
            throw failure.asError();
        }
    }
}
