package dev.cairn.bench;

import java.lang.management.ManagementFactory;

/** Brings this process into the state of a service that has run for a while: its compiler is at rest. */
public final class WarmUp {
    private static final int ROUNDS_MAX = 40;
    /** The compiler is at rest when it takes less of the CPU than this, so many rounds running. */
    private static final double COMPILING_MAX = 0.02;

    private static final int QUIET_ROUNDS = 2;

    private WarmUp() {}

    /** A part of the work that is going to be measured. */
    @FunctionalInterface
    public interface Round {
        /** Does it once. */
        void run() throws Exception;
    }

    /** Runs rounds until the compiler is at rest: at least {@code roundsMin}, at most {@value #ROUNDS_MAX}. */
    public static void run(int roundsMin, Round round) throws Exception {
        var compiler = ManagementFactory.getCompilationMXBean();
        int quiet = 0;
        for (int i = 0; i < roundsMin || (quiet < QUIET_ROUNDS && i < ROUNDS_MAX); i++) {
            long compiled = compiler.getTotalCompilationTime();
            var before = ProcessUsage.of(ProcessHandle.current());
            round.run();
            var used = ProcessUsage.of(ProcessHandle.current()).since(before);
            double compiling = (compiler.getTotalCompilationTime() - compiled) / 1e3 / used.cpuSeconds();
            quiet = compiling > COMPILING_MAX ? 0 : quiet + 1;
        }
    }
}
