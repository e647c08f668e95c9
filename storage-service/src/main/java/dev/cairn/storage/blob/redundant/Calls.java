package dev.cairn.storage.blob.redundant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls to many devices at once, none of which is waited for longer than the patience. */
final class Calls implements AutoCloseable {
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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
        boolean timedOut() {
            return failure instanceof TimeoutException;
        }
    }

    /** One call for each device, the outcomes in their order; returns when all have answered or the patience is over. */
    <T> List<Outcome<T>> all(Collection<Device> devices, Function<Device, T> call) {
        var devicesInOrder = List.copyOf(devices);
        var running = new ArrayList<Future<T>>();
        devicesInOrder.forEach(device -> running.add(threads.submit(() -> call.apply(device))));
        long until = System.nanoTime() + patience.toNanos();
        var outcomes = new ArrayList<Outcome<T>>();
        for (int i = 0; i < running.size(); i++) {
            outcomes.add(await(devicesInOrder.get(i), running.get(i), until));
        }
        return outcomes;
    }

    /** One call. */
    <T> Outcome<T> one(Device device, Function<Device, T> call) {
        return all(List.of(device), call).getFirst();
    }

    private static <T> Outcome<T> await(Device device, Future<T> call, long until) {
        try {
            return new Outcome<>(device, call.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS), null);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            return new Outcome<>(device, null, cause == null ? e : cause);
        } catch (TimeoutException e) {
            return new Outcome<>(device, null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome<>(device, null, e);
        }
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
