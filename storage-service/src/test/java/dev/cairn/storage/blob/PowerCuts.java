package dev.cairn.storage.blob;

import dev.cairn.storage.Simulation;
import java.io.IOException;

/**
 * The power fails at every step of a random life of a store, and often once more while it comes back. What was acknowledged is there, byte
 * for byte; what was not is there whole or not at all; and the store goes on without a word of anybody.
 */
public final class PowerCuts implements Simulation {
    private long whileComingBack;

    @Override
    public String unit() {
        return "cut points";
    }

    @Override
    public long run(long seed) throws IOException {
        long steps = new PowerCutLife(seed, Long.MAX_VALUE).run();
        for (long step = 1; step <= steps; step++) {
            try {
                whileComingBack += new PowerCutLife(seed, step).runTwice() ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("cut at step " + step, e);
            }
        }
        return steps;
    }

    /** Lives in which it failed a second time. */
    long whileComingBack() {
        return whileComingBack;
    }

    @Override
    public void close() {
        // All of it was in memory.
    }
}
