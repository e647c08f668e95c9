package dev.cairn.desktop.engine;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Runs worlds of many seeds on all cores, and makes the story of one that fails short. */
final class SimCampaign {
    private static final int SHRINKING_RUNS_MAX = 3_000;

    private SimCampaign() {}

    /**
     * A world in which something was not as it has to be.
     *
     * @param kept how many of its turns it takes
     * @param story what happened in them
     */
    record Failure(SimSetting setting, long seed, int kept, String story, Throwable cause) {
        AssertionError asError() {
            return new AssertionError(
                    "seed " + seed + " of " + setting + ", replayed by ./cairn bench simulate --world " + setting
                            + " --first " + seed + " --seeds 1, or with -Dcairn.sim.seed=" + seed
                            + " -Dcairn.sim.seeds=1; " + kept + " of its "
                            + setting.rules().turns()
                            + " turns are enough:\n" + story,
                    cause);
        }
    }

    /** The first failure found among {@code count} seeds from {@code first} on; null when there is none. */
    static @Nullable Failure run(SimSetting setting, long first, long count) {
        var failed = new AtomicReference<@Nullable Failure>();
        LongStream.range(first, first + count).parallel().forEach(seed -> {
            if (failed.get() == null && fails(setting, seed, new BitSet()) != null) {
                failed.compareAndSet(null, shrunk(setting, seed));
            }
        });
        return failed.get();
    }

    private static @Nullable Failure fails(SimSetting setting, long seed, BitSet skipped) {
        var world = new SimWorld(seed, setting.rules());
        try {
            world.run(skipped);
            return null;
        } catch (AssertionError | RuntimeException e) {
            int kept = setting.rules().turns() - skipped.cardinality();
            return new Failure(setting, seed, kept, world.story(), e);
        }
    }

    /** Leaves out turns, many together first, as long as it fails without them too. What a turn does depends on no other's dice. */
    private static Failure shrunk(SimSetting setting, long seed) {
        var skipped = new BitSet();
        var failure = fails(setting, seed, skipped);
        if (failure == null) {
            throw new IllegalStateException("seed " + seed + " of " + setting + " fails now and then: not replayed");
        }
        int turns = setting.rules().turns();
        int runs = 0;
        for (int size = turns / 2; size > 0; size /= 2) {
            for (int at = 0; at < turns && runs < SHRINKING_RUNS_MAX; at += size) {
                var more = (BitSet) skipped.clone();
                more.set(at, Math.min(at + size, turns));
                if (more.cardinality() > skipped.cardinality()) {
                    runs++;
                    var shorter = fails(setting, seed, more);
                    if (shorter != null) {
                        failure = shorter;
                        skipped = more;
                    }
                }
            }
        }
        return failure;
    }
}
