package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Runs as much of a simulation as a test has time for. */
public final class Simulations {
    private Simulations() {}

    /**
     * Runs lives until so many were counted, from the seed in {@code -Dcairn.seed} on, else from one that is printed. With {@code
     * -Dcairn.seed} it is one life.
     */
    public static void run(Simulation simulation, long count) throws Exception {
        var given = Long.getLong("cairn.seed");
        long first = given == null ? new Random().nextLong() : given;
        System.out.println(simulation.unit() + ": " + count + " from -Dcairn.seed=" + first);
        long done = 0;
        for (long seed = first; done < (given == null ? count : 1); seed++) {
            try {
                done += simulation.run(seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("repeat this one with -Dcairn.seed=" + seed, e);
            }
        }
        assertThat(done).as(simulation.unit()).isGreaterThanOrEqualTo(given == null ? count : 1);
    }
}
