package dev.cairn.storage.blob.redundant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls to many devices at once, none of which is waited for longer than the patience. One that is late is interrupted; it may go on
 * for as long as its device holds it.
 */
final class Calls implements AutoCloseable {
    private final Duration patience;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Thread>> late = new ConcurrentHashMap<>();

    Calls(Duration patience) {
        this.patience = patience;
    }

    /**
     * What came of a call.
     *
     * @param failure why it failed, or null
     */
    record Outcome<T>(
            Device device, @Nullable T result, @Nullable Throwable failure) {
        /** Also when the device's own store gave up waiting. */
        boolean timedOut() {
            return failure instanceof TimeoutException
                    || (failure != null && failure.getCause() instanceof TimeoutException);
        }
    }

    /** A call that was started. */
    private record Running<T>(Device device, CompletableFuture<T> result, Thread thread, Set<Thread> late) {
        private void giveUp() {
            late.add(thread);
            thread.interrupt();
        }

        Outcome<T> await(long until) {
            try {
                long left = Math.max(0, until - System.nanoTime());
                return new Outcome<>(device, result.get(left, TimeUnit.NANOSECONDS), null);
            } catch (ExecutionException e) {
                var cause = e.getCause();
                return new Outcome<>(device, null, cause == null ? e : cause);
            } catch (TimeoutException e) {
                giveUp();
                return new Outcome<>(device, null, e);
            } catch (InterruptedException e) {
                giveUp();
                Thread.currentThread().interrupt();
                return new Outcome<>(device, null, e);
            }
        }
    }

    /** One call for each device, the outcomes in their order; returns when all have answered or the patience is over. */
    <T> List<Outcome<T>> all(Collection<Device> devices, Function<Device, T> call) {
        return all(devices, call, () -> {});
    }

    /** @param ended runs once, when the last call has ended, be it long after its outcome */
    <T> List<Outcome<T>> all(Collection<Device> devices, Function<Device, T> call, Runnable ended) {
        var left = new AtomicInteger(1 + devices.size());
        Runnable countdown = () -> {
            if (left.decrementAndGet() == 0) {
                ended.run();
            }
        };
        var running = new ArrayList<Running<T>>();
        devices.forEach(device -> running.add(start(device, call, countdown)));
        countdown.run();
        long until = System.nanoTime() + patience.toNanos();
        return running.stream().map(started -> started.await(until)).toList();
    }

    private <T> Running<T> start(Device device, Function<Device, T> call, Runnable ended) {
        var result = new CompletableFuture<T>();
        var thread = Thread.ofVirtual().unstarted(() -> {
            try {
                result.complete(call.apply(device));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            } finally {
                threads.remove(Thread.currentThread());
                ended.run();
            }
        });
        threads.add(thread);
        thread.start();
        return new Running<>(device, result, thread, lateOf(device));
    }

    private Set<Thread> lateOf(Device device) {
        return late.computeIfAbsent(device.name(), _ -> ConcurrentHashMap.newKeySet());
    }

    /**
     * Whether calls that nobody waits for any more still run. What they are going to do, nobody knows: a deletion may yet take away
     * what was put after it.
     */
    boolean isLate(Device device) {
        var running = lateOf(device);
        running.removeIf(thread -> !thread.isAlive());
        return !running.isEmpty();
    }

    /** One call. */
    <T> Outcome<T> one(Device device, Function<Device, T> call) {
        return all(List.of(device), call).getFirst();
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
