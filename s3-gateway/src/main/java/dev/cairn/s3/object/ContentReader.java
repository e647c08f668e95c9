package dev.cairn.s3.object;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Reads ranges of contents, one portion of 4 MiB ahead. Whoever calls it has found the content by a name it may read. */
public final class ContentReader {
    private static final int PORTION_BYTES = 4 << 20;

    private final ChunkApi chunks;
    private final Executor background;

    /** @param background runs one task for each read that is under way; must not queue */
    public ContentReader(ChunkApi chunks, Executor background) {
        this.chunks = chunks;
        this.background = background;
    }

    /** A range whose first portion has been read. */
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

        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException {
            for (var portion = next(); portion.length > 0; portion = next()) {
                out.write(portion);
            }
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
