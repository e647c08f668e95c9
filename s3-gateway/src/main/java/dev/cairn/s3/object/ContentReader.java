package dev.cairn.s3.object;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.reply.Portion;
import dev.cairn.contracts.reply.Reply;
import dev.cairn.contracts.reply.ReplyBudget;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads ranges of contents, one portion of 4 MiB ahead. Whoever calls it has found the content by a name it may read. */
public final class ContentReader {
    private static final int PORTION_BYTES = 4 << 20;

    private final ChunkApi chunks;
    private final Executor background;
    private final ReplyBudget budget;

    /**
     * @param background runs one task for each read that is under way; must not queue
     * @param budget bounds what is on its way to clients
     */
    public ContentReader(ChunkApi chunks, Executor background, ReplyBudget budget) {
        this.chunks = chunks;
        this.background = background;
        this.budget = budget;
    }

    /**
     * A range to be sent; its first portion has been read. Whoever calls closes it. UNAVAILABLE when readers who are slow hold all
     * the memory there is for it.
     */
    Outgoing send(SpaceId space, ContentId content, long from, long length, Supplier<Caller> owner) {
        var reply = budget.open(0);
        try {
            var first = new Piece(space, content, from, length, owner);
            if (length > 0) {
                reply.prepare(first);
            }
            return new Outgoing(reply, first);
        } catch (RuntimeException e) {
            reply.close();
            throw e;
        }
    }

    /** Bytes on their way to a client. */
    static final class Outgoing implements AutoCloseable {
        private final Reply reply;
        private final Piece first;

        private Outgoing(Reply reply, Piece first) {
            this.reply = reply;
            this.first = first;
        }

        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException {
            for (var piece = first; piece != null && piece.left > 0; ) {
                var next = piece.next();
                reply.send(piece, next, out);
                piece = next;
            }
        }

        @Override
        public void close() {
            reply.close();
        }
    }

    /** A portion of a range, and with it the rest. */
    private final class Piece implements Portion.Source {
        private final SpaceId space;
        private final ContentId content;
        private final long from;
        private final long left;
        private final Supplier<Caller> owner;

        Piece(SpaceId space, ContentId content, long from, long left, Supplier<Caller> owner) {
            this.space = space;
            this.content = content;
            this.from = from;
            this.left = left;
            this.owner = owner;
        }

        private int length() {
            return (int) Math.min(PORTION_BYTES, left);
        }

        @Nullable
        Piece next() {
            return left > length() ? new Piece(space, content, from + length(), left - length(), owner) : null;
        }

        @Override
        public int bytesMax() {
            return 2 * length();
        }

        @Override
        public Portion read() {
            var bytes = Callers.call(owner.get(), () -> chunks.read(space, content, from, length()));
            if (bytes.length != length()) {
                throw new ProblemException(Problem.DAMAGED, "content " + content + " ends before its size");
            }
            return new Portion(bytes, 0, bytes.length);
        }
    }

    /** A range to be read here; its first portion has been read. */
    public Range open(SpaceId space, ContentId content, long from, long length, Supplier<Caller> owner) {
        return new Range(space, content, from, length, owner);
    }

    /** Bytes that are being read. Not thread-safe. */
    public final class Range {
        private final SpaceId space;
        private final ContentId content;
        private final Supplier<Caller> owner;
        private long next;
        private long left;
        private CompletableFuture<byte[]> ahead;

        private Range(SpaceId space, ContentId content, long from, long length, Supplier<Caller> owner) {
            this.space = space;
            this.content = content;
            this.owner = owner;
            this.next = from;
            this.left = length;
            this.ahead = CompletableFuture.completedFuture(length == 0 ? new byte[0] : portion(from, length));
        }

        /** The next portion; empty at the end. */
        byte[] next() throws IOException {
            var portion = taken();
            if (portion.length == 0 && left > 0) {
                throw new EOFException("content " + content + " ends before its size");
            }
            next += portion.length;
            left -= portion.length;
            if (left > 0) {
                long from = next;
                long length = left;
                ahead = CompletableFuture.supplyAsync(
                        () -> Callers.call(owner.get(), () -> portion(from, length)), background);
            } else {
                ahead = CompletableFuture.completedFuture(new byte[0]);
            }
            return portion;
        }

        private byte[] portion(long from, long length) {
            return chunks.read(space, content, from, (int) Math.min(PORTION_BYTES, length));
        }

        private byte[] taken() {
            try {
                return ahead.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
