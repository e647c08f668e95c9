package dev.cairn.upload.session;

import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.ChunkApi;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Bundles of one upload that are on their way to storage, each in a thread of its own as the caller whose request this is.
 * Whoever uses it bounds their number. Not thread-safe.
 */
final class SendAhead implements AutoCloseable {
    private static final Executor BACKGROUND =
            task -> Thread.ofVirtual().name("upload-bundle").start(task);

    private final ChunkApi chunks;
    private final SpaceId space;
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    private record Sent(List<ChunkRef> refs, CompletableFuture<Void> stored) {}

    SendAhead(ChunkApi chunks, SpaceId space) {
        this.chunks = chunks;
        this.space = space;
    }

    int onTheirWay() {
        return sent.size();
    }

    /** Begins to send; {@code refs} are the chunks of the file that the bundle stands for. */
    void send(byte[] bundle, List<ChunkRef> refs) {
        var caller = Callers.current();
        sent.add(new Sent(
                refs,
                CompletableFuture.runAsync(
                        () -> Callers.run(caller, () -> ChunkBundle.store(chunks, space, bundle)), BACKGROUND)));
    }

    /** The chunks of the bundle that was sent first, which are durable when this returns; or why they are not. */
    List<ChunkRef> awaitFirst() {
        var first = sent.remove();
        try {
            first.stored().join();
            return first.refs();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits for what is still on its way, whatever becomes of it: its memory is free when this returns. */
    @Override
    public void close() {
        for (var left : sent) {
            left.stored().handle((_, _) -> true).join();
        }
        sent.clear();
    }
}
