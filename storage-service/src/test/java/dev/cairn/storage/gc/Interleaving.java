package dev.cairn.storage.gc;

import dev.cairn.storage.chunk.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs several actors one at a time: before and after each call through a seam, the one whose turn it is gives its turn back, and
 * chance says who goes on. The same seed gives the same order. An actor may also be killed where it stands.
 */
final class Interleaving implements Engine.Seam {
    private static final int BURST_MAX = 200;

    private final Random random;
    private final double deadly;
    private final List<Actor> actors = new ArrayList<>();
    private final Semaphore turnGivenBack = new Semaphore(0);
    private long steps;
    private int killed;

    /** @param deadly how likely a mortal actor dies at a step */
    Interleaving(Random random, double deadly) {
        this.random = random;
        this.deadly = deadly;
    }

    /** The end of a process, as far as an actor can meet it: nothing but memory is gone. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class Actor implements Runnable {
        private final Semaphore turn = new Semaphore(0);
        private final Runnable work;
        private final boolean mortal;
        private boolean ended;
        private @Nullable Throwable failure;

        Actor(Runnable work, boolean mortal) {
            this.work = work;
            this.mortal = mortal;
        }

        @Override
        public void run() {
            turn.acquireUninterruptibly();
            try {
                work.run();
            } catch (Throwable e) {
                failure = e;
            } finally {
                ended = true;
                turnGivenBack.release();
            }
        }

        void giveBack() {
            turnGivenBack.release();
            turn.acquireUninterruptibly();
            if (mortal && random.nextDouble() < deadly) {
                throw new Killed();
            }
        }
    }

    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    /** Adds an actor that does its work to its end. */
    void add(Runnable work) {
        add(work, false);
    }

    /** Adds an actor that does its work so often, and may be killed between any two steps; then it begins anew. */
    void addMortal(int times, Runnable work) {
        add(
                () -> {
                    for (int i = 0; i < times; i++) {
                        try {
                            work.run();
                        } catch (Killed e) {
                            killed++;
                        }
                    }
                },
                true);
    }

    private void add(Runnable work, boolean mortal) {
        var actor = new Actor(work, mortal);
        actors.add(actor);
        Thread.ofPlatform().daemon().name("actor-" + actors.size()).start(() -> {
            CURRENT.set(actor);
            actor.run();
        });
    }

    /** Runs all to their ends. */
    void run() {
        var alive = new ArrayList<>(actors);
        while (!alive.isEmpty()) {
            var next = alive.get(random.nextInt(alive.size()));
            // Sometimes one gets far while all others stand: whole rounds go by between two steps of an upload.
            int burst = random.nextInt(4) == 0 ? random.nextInt(BURST_MAX) : 0;
            do {
                steps++;
                next.turn.release();
                turnGivenBack.acquireUninterruptibly();
            } while (!next.ended && burst-- > 0);
            if (next.ended) {
                alive.remove(next);
            }
        }
        for (var actor : actors) {
            if (actor.failure != null) {
                throw new AssertionError("an actor failed", actor.failure);
            }
        }
        actors.clear();
    }

    long steps() {
        return steps;
    }

    int killed() {
        return killed;
    }

    /** Here another may come in between. Threads that are no actors pass. */
    void step() {
        var actor = CURRENT.get();
        if (actor != null) {
            actor.giveBack();
        }
    }

    @Override
    public <T> T around(Class<T> port, T real) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    step();
                    try {
                        method.setAccessible(true);
                        var result = method.invoke(real, arguments);
                        step();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
