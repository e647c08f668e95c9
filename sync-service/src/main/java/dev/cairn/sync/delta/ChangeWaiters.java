package dev.cairn.sync.delta;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.sync.event.EventLoss;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests that wait for a space to change, or for the rights to it; so many at most, and so many of one account. Keeps nothing
 * between events, so hearing one twice does no harm.
 */
final class ChangeWaiters implements EventConsumer, EventLoss {
    private final Map<SpaceId, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();
    private final Map<AccountId, Integer> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final DeltaProperties limits;

    ChangeWaiters(DeltaProperties limits) {
        this.limits = limits;
    }

    /** From its making on, no change of the space passes unheard. */
    final class Wait implements AutoCloseable {
        private final SpaceId space;
        private final AccountId account;
        private final CountDownLatch changed = new CountDownLatch(1);

        private Wait(SpaceId space, AccountId account) {
            this.space = space;
            this.account = account;
        }

        /** Returns when the space has changed, or after {@code most}; false then. */
        boolean await(Duration most) {
            try {
                return changed.await(most.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(space, (_, latches) -> {
                latches.remove(changed);
                return latches.isEmpty() ? null : latches;
            });
            leave(account);
        }
    }

    /** How many wait. */
    int size() {
        return count.get();
    }

    /** TOO_MANY_REQUESTS when enough are waiting, or enough of this account. */
    Wait on(SpaceId space, AccountId account) {
        int mine = accounts.merge(account, 1, Integer::sum);
        if (count.incrementAndGet() > limits.waitersMax() || mine > limits.accountWaitersMax()) {
            leave(account);
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    mine > limits.accountWaitersMax()
                            ? "Too many requests of this account wait for changes"
                            : "Too many requests wait for changes");
        }
        var wait = new Wait(space, account);
        waiting.compute(space, (_, latches) -> {
            var all = latches == null ? ConcurrentHashMap.<CountDownLatch>newKeySet() : latches;
            all.add(wait.changed);
            return all;
        });
        return wait;
    }

    private void leave(AccountId account) {
        count.decrementAndGet();
        accounts.computeIfPresent(account, (_, mine) -> mine == 1 ? null : mine - 1);
    }

    @Override
    public String name() {
        return "sync-delta";
    }

    @Override
    public void accept(EventEnvelope envelope) {
        switch (envelope.event()) {
            case Event.NodesChanged changed -> wake(changed.space());
            // Who has lost access hears of it at once, not when the wait is over.
            case Event.AccessChanged changed -> wake(changed.space());
            default -> {}
        }
    }

    private void wake(SpaceId space) {
        waiting.getOrDefault(space, Set.of()).forEach(CountDownLatch::countDown);
    }

    @Override
    public void onEventsLost() {
        waiting.values().forEach(latches -> latches.forEach(CountDownLatch::countDown));
    }
}
