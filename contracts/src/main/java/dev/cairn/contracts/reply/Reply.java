package dev.cairn.contracts.reply;

import dev.cairn.contracts.reply.Portion.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A reply under way, portion by portion. It is one thread's; its portions are the {@link ReplyBudget}'s, which may drop them while
 * the reader takes nothing.
 */
public final class Reply implements AutoCloseable {
    private static final int PIECE_BYTES = 64 << 10;
    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final ReplyBudget budget;
    private byte[] piece = {};
    private volatile @Nullable Loaded current;
    private volatile @Nullable Ahead ahead;
    private volatile long writingSince = NOT_WRITING;
    private volatile long heldSince;

    /** From beginning to end; under the budget's lock, as all below. */
    long lasting;

    /** Of the current portion. */
    long held;

    long heldAhead;

    private record Loaded(Source source, Portion portion) {}

    private record Ahead(Source source, CompletableFuture<Portion> portion) {}

    Reply(ReplyBudget budget, long lasting) {
        this.budget = budget;
        this.lasting = lasting;
    }

    /** Reads a portion that is sent next, so that what is wrong with it can still be told otherwise than by a cut. */
    public void prepare(Source source) {
        load(source);
    }

    /**
     * Writes a portion. UNAVAILABLE when there is no room for it in time; what {@link Source#read} fails with is passed on. After any
     * failure the reply can only be cut.
     *
     * @param next is sent after it; read meanwhile, on another thread, if there is room
     */
    public void send(Source source, @Nullable Source next, OutputStream out) throws IOException {
        int size = load(source);
        int at = 0;
        while (at < size) {
            if (load(source) != size) {
                throw new IllegalStateException("a portion had " + size + " bytes before");
            }
            readAhead(next);
            at = write(at, out);
        }
        budget.sent(this);
    }

    /** Writes from {@code at} to the end, or until the portion is dropped; gives how far it came. */
    private int write(int at, OutputStream out) throws IOException {
        int written = at;
        for (int length = copy(written); length > 0; length = copy(written)) {
            writingSince = System.nanoTime();
            try {
                out.write(piece, 0, length);
            } finally {
                writingSince = NOT_WRITING;
            }
            written += length;
        }
        return written;
    }

    /** Copies what is written next, as what is being written cannot be dropped. */
    private int copy(int at) {
        var loaded = current;
        return loaded == null ? 0 : loaded.portion().copy(at, piece);
    }

    /** Has the portion in memory; gives its size. */
    private int load(Source source) {
        var loaded = current;
        if (loaded != null && loaded.source() == source) {
            return loaded.portion().size();
        }
        var portion = fromAhead(source);
        if (portion == null) {
            budget.take(this, source.bytesMax());
            portion = source.read();
            current = new Loaded(source, portion);
            heldSince = System.nanoTime();
        }
        int size = portion.size();
        if (piece.length < Math.min(size, PIECE_BYTES)) {
            piece = new byte[Math.min(size, PIECE_BYTES)];
        }
        return size;
    }

    private @Nullable Portion fromAhead(Source source) {
        var ready = ahead;
        if (ready == null || ready.source() != source) {
            return null;
        }
        try {
            var portion = ready.portion().join();
            return budget.advance(this, () -> advance(ready, portion)) ? portion : null;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Under the budget's lock: the portion ahead becomes the current one, unless it was dropped. */
    private boolean advance(Ahead ready, Portion portion) {
        if (!ready.equals(ahead)) {
            return false;
        }
        ahead = null;
        current = new Loaded(ready.source(), portion);
        heldSince = System.nanoTime();
        return true;
    }

    private void readAhead(@Nullable Source next) {
        if (next != null && ahead == null && budget.takeAhead(this, next.bytesMax())) {
            ahead = new Ahead(next, CompletableFuture.supplyAsync(next::read, task -> Thread.ofVirtual()
                    .name("reply-ahead")
                    .start(task)));
        }
    }

    /** Whether it waits for its reader: only then its portion may go. */
    boolean isWriting() {
        return writingSince != NOT_WRITING;
    }

    /** For how long it has had the portion that it writes. */
    long heldNanos(long now) {
        return now - heldSince;
    }

    /** For how long its reader has taken nothing of what is being written; 0 when nothing is. */
    long stalledNanos(long now) {
        long since = writingSince;
        return since == NOT_WRITING ? 0 : now - since;
    }

    /** Under the budget's lock: lets go of the current portion. */
    void forgetCurrent() {
        current = null;
    }

    /** Under the budget's lock: lets go of the portion ahead. */
    void forgetAhead() {
        ahead = null;
    }

    /** Gives back what it holds. */
    @Override
    public void close() {
        budget.close(this);
    }
}
