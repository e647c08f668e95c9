package dev.cairn.contracts.reply;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Bounds the memory of all replies of a process that readers take at their own speed. A reply takes room before it reads a portion.
 * When there is none left, the portions of those are dropped who did not take theirs within a second, the ones
 * that stall longest first; such a reply reads its portion again when its reader goes on. So readers who are slow or stall cost {@value
 * #REPLY_BYTES} bytes each, and never the room of those who do not. Thread-safe.
 */
public final class ReplyBudget {
    /** What every open reply is counted with, beside what it says itself: its piece and the buffers of its connection. */
    static final int REPLY_BYTES = 192 << 10;

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int LOOK_AGAIN_MILLIS = 100;
    private static final int HEAP_SHARE = 4;
    private static final int OPEN_SHARE_MAX = 8;
    private static final long BYTES_MIN = 32L << 20;
    private static final long BYTES_MAX = 256L << 20;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Set<Reply> holding = new HashSet<>();
    private final long bytes;
    private final long waitMaxNanos;
    private final long slowNanos;
    private long free;
    private long open;

    /**
     * @param bytes for all replies together
     * @param waitMax how long a reply waits for room before it fails
     */
    public ReplyBudget(long bytes, Duration waitMax) {
        this(bytes, waitMax, SLOW);
    }

    /** @param slow whose reader takes longer may lose the portion */
    ReplyBudget(long bytes, Duration waitMax, Duration slow) {
        this.slowNanos = slow.toNanos();
        this.bytes = bytes;
        this.free = bytes;
        this.waitMaxNanos = waitMax.toNanos();
    }

    /** A quarter of the heap, between 32 MiB and 256 MiB; waits for 10 seconds. */
    public static ReplyBudget ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new ReplyBudget(Math.clamp(heap / HEAP_SHARE, BYTES_MIN, BYTES_MAX), Duration.ofSeconds(10));
    }

    /**
     * Begins a reply; whoever calls closes it. UNAVAILABLE when half the budget is taken by replies that are open.
     *
     * @param lasting bytes it holds from beginning to end, such as the list of its portions; what is more than an eighth of the budget
     *     is not counted, or the one would keep all others out
     */
    public Reply open(long lasting) {
        long share = Math.min(lasting + REPLY_BYTES, bytes / OPEN_SHARE_MAX);
        lock.lock();
        try {
            if (open + share > bytes / 2) {
                throw new ProblemException(Problem.UNAVAILABLE, "Too many downloads at the moment");
            }
            open += share;
            free -= share;
            return new Reply(this, share);
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that are taken. */
    public long taken() {
        lock.lock();
        try {
            return bytes - free;
        } finally {
            lock.unlock();
        }
    }

    void close(Reply reply) {
        lock.lock();
        try {
            drop(reply);
            open -= reply.lasting;
            free += reply.lasting;
            reply.lasting = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes room for a portion; UNAVAILABLE when none becomes free in time. */
    void take(Reply reply, int wanted) {
        long share = share(wanted);
        lock.lock();
        try {
            long deadline = System.nanoTime() + waitMaxNanos;
            while (!taken(reply, share)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new ProblemException(Problem.UNAVAILABLE, "Too many downloads at the moment");
                }
                changed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "The server is stopping");
        } finally {
            lock.unlock();
        }
    }

    /** Takes room for a portion ahead, unless somebody could feel it: half of what portions may have stays free. */
    boolean takeAhead(Reply reply, int wanted) {
        long share = share(wanted);
        lock.lock();
        try {
            if (free - share < (bytes - open) / 2) {
                return false;
            }
            free -= share;
            reply.heldAhead = share;
            holding.add(reply);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A portion larger than all the room gets all of it. */
    private long share(int wanted) {
        return Math.min(wanted, bytes / 2);
    }

    private boolean taken(Reply reply, long share) {
        if (free < share) {
            dropSlow(share);
        }
        if (free < share) {
            return false;
        }
        free -= share;
        reply.held += share;
        holding.add(reply);
        return true;
    }

    /** The portion ahead becomes the current one if {@code move} finds it still there. */
    boolean advance(Reply reply, BooleanSupplier move) {
        lock.lock();
        try {
            if (!move.getAsBoolean()) {
                return false;
            }
            reply.held = reply.heldAhead;
            reply.heldAhead = 0;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The current portion has been written. */
    void sent(Reply reply) {
        lock.lock();
        try {
            dropCurrent(reply);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void dropSlow(long wanted) {
        long now = System.nanoTime();
        var slow = holding.stream()
                .filter(reply -> reply.isWriting() && reply.heldNanos(now) > slowNanos)
                .map(reply -> new Slow(reply, reply.stalledNanos(now)))
                .sorted(Comparator.comparingLong(Slow::stalledNanos).reversed())
                .toList();
        for (var next : slow) {
            if (free >= wanted) {
                break;
            }
            drop(next.reply());
        }
    }

    private record Slow(Reply reply, long stalledNanos) {}

    private void drop(Reply reply) {
        reply.forgetAhead();
        free += reply.heldAhead;
        reply.heldAhead = 0;
        dropCurrent(reply);
    }

    private void dropCurrent(Reply reply) {
        reply.forgetCurrent();
        free += reply.held;
        reply.held = 0;
        if (reply.heldAhead == 0) {
            holding.remove(reply);
        }
    }
}
