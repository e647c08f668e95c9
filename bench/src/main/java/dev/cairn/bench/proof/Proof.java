package dev.cairn.bench.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes two devices through one step after the other. In the middle of each, server and one client are killed and started again;
 * after each, the clients' own word that all is equal is compared with the bytes on the disks.
 */
final class Proof {
    /** Steps in which nothing was under way any more at the kill are made up for by more steps. */
    static final int KILLS = 5;

    private static final int STEPS_MORE_MAX = 10;
    private static final int SYNCS_MAX = 3;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int LOOK_PART = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long SLOWEST_BYTES_PER_SECOND = 1_000_000;

    private final Deployment server;
    private final ProvenDevice a;
    private final ProvenDevice b;
    private final SplittableRandom random;
    private final Duration patience;
    private final PrintStream out;
    private int kills;

    Proof(Deployment server, ProvenDevice a, ProvenDevice b, SplittableRandom random, long bytes, PrintStream out) {
        this.server = server;
        this.a = a;
        this.b = b;
        this.random = random;
        this.patience = PATIENCE.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
        this.out = out;
    }

    /** Goes through the steps; returns what both folders hold in the end. */
    Snapshot tell(Story story) throws IOException, InterruptedException {
        for (var step : story.steps()) {
            go(step);
        }
        for (int i = 0; kills < KILLS && i < STEPS_MORE_MAX; i++) {
            go(story.edits());
        }
        if (kills < KILLS) {
            throw new Failure("only " + kills + " kills came in the middle of something; take more or larger files");
        }
        return Snapshot.of(a.folder());
    }

    int kills() {
        return kills;
    }

    private void go(Step step) throws IOException, InterruptedException {
        step.whileOff(a.folder(), b.folder());
        int before = differences();
        long stored = server.storedBytes();
        double moment = random.nextDouble(0.1, 0.8);
        var client = random.nextBoolean() ? a : b;
        var victim = server.victim(random);
        a.start();
        b.start();
        step.whileRunning(a.folder());
        long begin = System.nanoTime();
        await(
                step + " did not get to the kill",
                () -> step.progress(new Step.Seen(
                                b.folder(),
                                before,
                                this::differences,
                                server.storedBytes() - stored,
                                System.nanoTime() - begin))
                        >= moment);
        victim.kill();
        client.kill();
        int left = differences();
        kills += left > 0 ? 1 : 0;
        out.printf(
                "%s: killed %s and client %s %s%n",
                step,
                victim.name(),
                client.name(),
                left > 0 ? "with " + left + " paths to go" : "when all was done already");
        server.revive();
        client.start();
        await(step + " did not end", () -> differences() == 0);
        a.stop();
        b.stop();
        step.check(settled());
    }

    /** Both clients say that all is equal, and it is. */
    private Snapshot settled() throws IOException, InterruptedException {
        for (int i = 0; i < SYNCS_MAX; i++) {
            a.sync();
            b.sync();
            var here = Snapshot.of(a.folder());
            if (here.equals(Snapshot.of(b.folder()))) {
                return here;
            }
        }
        throw Failure.differ("A", Snapshot.of(a.folder()), "B", Snapshot.of(b.folder()));
    }

    private int differences() throws IOException {
        return Snapshot.glance(a.folder())
                .differences(Snapshot.glance(b.folder()))
                .size();
    }

    /** Something to wait for. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(String complaint, Condition condition) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long begin = System.nanoTime();
            if (condition.holds()) {
                return;
            }
            long took = System.nanoTime() - begin;
            a.checkAlive();
            b.checkAlive();
            if (System.nanoTime() > deadline) {
                throw Failure.differ(
                        complaint + " within " + patience + ": A",
                        Snapshot.glance(a.folder()),
                        "B",
                        Snapshot.glance(b.folder()));
            }
            // Looking must not take what those who are looked at need.
            LockSupport.parkNanos(Math.max(LOOK_EVERY.toNanos(), LOOK_PART * took));
        }
    }
}
