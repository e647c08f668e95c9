package dev.cairn.storage.pack;

import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit. One thread takes everything that waits, up to a pack's size, puts it as one blob, makes it known to the index,
 * and only then lets all its submitters go on. While it does, the next group gathers; so under load one sync serves many
 * uploads, and a lone upload waits for nobody. {@link Gathering} says how long a group that others will soon join waits for them.
 */
public final class PackCommitter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackCommitter.class);
    private static final int PERMIT_BYTES = 1024;
    private static final int ATTEMPTS_MAX = 3;

    private final BlobStore blobs;
    private final PackIndex index;
    private final InstantSource clock;
    private final Supplier<PackId> ids;
    private final PackLimits limits;
    private final LinkedBlockingQueue<Submission> queue = new LinkedBlockingQueue<>();
    private final Gathering gathering = new Gathering();
    private final Semaphore room;
    private final Thread thread;
    private volatile boolean closed;

    private record Submission(List<PackRecord> records, int permits, long bytes, CompletableFuture<Void> done) {}

    private static final Submission STOP = new Submission(List.of(), 0, 0, new CompletableFuture<>());

    /** Starts its thread. */
    public PackCommitter(
            BlobStore blobs, PackIndex index, InstantSource clock, Supplier<PackId> ids, PackLimits limits) {
        this.blobs = blobs;
        this.index = index;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.room = new Semaphore(limits.queueBytesMax() / PERMIT_BYTES);
        this.thread = Thread.ofPlatform().name("pack-committer").daemon().start(this::run);
    }

    /**
     * Makes the records durable and known: when this returns they are. Any number of threads at once.
     *
     * @param bytesMax most bytes the records will have; room for them is taken before they are made
     * @param records makes them, in the caller's thread
     * @throws BlobException if the store could not take them, or too much was waiting; they may or may not turn up later
     * @throws ProblemException if the index could not
     */
    public void commit(long bytesMax, Supplier<List<PackRecord>> records) {
        int permits = permits(bytesMax);
        takeRoom(permits);
        boolean queued = false;
        try {
            var made = records.get();
            if (made.isEmpty()) {
                return;
            }
            long bytes = made.stream().mapToLong(PackRecord::length).sum();
            var submission = new Submission(made, permits, bytes, new CompletableFuture<>());
            queue.add(submission);
            queued = true;
            await(submission);
        } finally {
            // What is queued gives its room back when it has been written.
            if (!queued) {
                room.release(permits);
            }
        }
    }

    private void takeRoom(int permits) {
        try {
            if (!room.tryAcquire(permits, limits.roomWait().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BlobException(BlobException.Reason.FAILED, "too much is waiting to be written");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void await(Submission submission) {
        if (closed) {
            failWaiting();
        }
        try {
            submission.done().get(limits.waitMax().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw new BlobException(BlobException.Reason.FAILED, "writing took too long", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static BlobException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BlobException(BlobException.Reason.FAILED, "interrupted while waiting to be written", e);
    }

    /** Submissions that wait. */
    int waiting() {
        return queue.size();
    }

    /** A submission larger than the whole queue takes all of it. */
    private int permits(long bytes) {
        return Math.clamp(Math.ceilDiv(bytes, PERMIT_BYTES), 1, limits.queueBytesMax() / PERMIT_BYTES);
    }

    /** What failed the whole group, as this submitter's own exception. */
    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case BlobException blob -> new BlobException(blob.reason(), "could not be written", blob);
            case ProblemException problem -> new ProblemException(problem.problem(), problem.detail(), problem);
            case null, default -> new BlobException(BlobException.Reason.FAILED, "could not be written", e);
        };
    }

    private void run() {
        Submission carried = null;
        boolean stopping = false;
        while (!stopping || carried != null || !queue.isEmpty()) {
            try {
                var first = carried != null ? carried : queue.take();
                var group = new ArrayList<Submission>();
                group.add(first);
                carried = gather(group);
                stopping |= group.removeIf(submission -> submission.equals(STOP));
                if (!group.isEmpty()) {
                    long begin = System.nanoTime();
                    commitGroup(group);
                    gathering.committed(group.size(), System.nanoTime() - begin);
                }
            } catch (InterruptedException e) {
                LOG.warn("nobody should interrupt the pack committer, it goes on", e);
            }
        }
    }

    /** Adds what waits, or comes in time, and fits; returns the first that did not fit any more. */
    private @Nullable Submission gather(List<Submission> group) throws InterruptedException {
        long total = group.getFirst().bytes();
        long until = System.nanoTime() + gathering.patienceNanos();
        while (!closed) {
            long patience = gathering.isWorthWaiting(group.size(), total) ? until - System.nanoTime() : 0;
            var next = queue.poll(Math.max(patience, 0), TimeUnit.NANOSECONDS);
            if (next == null) {
                return null;
            }
            total += next.bytes();
            if (total > limits.packBytesMax()) {
                return next;
            }
            group.add(next);
        }
        return null;
    }

    private void commitGroup(List<Submission> group) {
        try {
            write(group);
            group.forEach(submission -> submission.done().complete(null));
        } catch (RuntimeException | Error e) {
            LOG.warn("{} uploads could not be written: {}", group.size(), e.toString());
            group.forEach(submission -> submission.done().completeExceptionally(e));
        } finally {
            group.forEach(submission -> room.release(submission.permits()));
        }
    }

    /** A pack that was collected before it became known is written again, as another one. */
    private void write(List<Submission> group) {
        for (int attempt = 1; ; attempt++) {
            var pack = new PackBuilder(ids.get(), clock.instant());
            for (var submission : group) {
                submission.records().forEach(pack::add);
            }
            blobs.put(pack.id().blobKey(), pack.seal());
            try {
                index.add(pack.id(), pack.length(), pack.entries());
                return;
            } catch (PackGoneException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                LOG.warn("{}; its records are written again", e.getMessage());
            }
        }
    }

    private void failWaiting() {
        for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.done()
                    .completeExceptionally(new BlobException(BlobException.Reason.FAILED, "the store is being closed"));
            room.release(waiting.permits());
        }
    }

    /** Writes what waits, then stops; waits for that. */
    @Override
    public void close() {
        closed = true;
        queue.add(STOP);
        try {
            thread.join(limits.waitMax());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failWaiting();
    }
}
