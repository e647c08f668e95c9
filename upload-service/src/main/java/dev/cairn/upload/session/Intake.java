package dev.cairn.upload.session;

import dev.cairn.content.Chunker;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the bytes of one request into a session: cuts, sends chunks to storage as they are cut, and moves the durable position.
 * A request that fails leaves the session at the last position that was made durable; chunks sent beyond it are garbage that
 * storage collects. Not thread-safe; whoever uses it holds the session's lock.
 *
 * <p>In memory: the uncut tail in a buffer of at most 4 MiB, usually about 1 MiB; a chunk on its way to storage, twice; and
 * with the permission to gather a bundle of up to 8 MiB instead of that chunk.
 */
final class Intake implements AutoCloseable {

    private final ChunkApi chunks;
    private final JdbcSessionStore store;
    private final InstantSource clock;
    private final Duration life;
    private final StreamPermits permits;
    private final boolean countAtEnd;
    private final Chunker chunker = new Chunker();
    private final ChunkBundle bundle;
    private final List<ChunkRef> refs = new ArrayList<>();
    private SessionState state;
    private long cut;
    private boolean gathers;

    /**
     * @param countAtEnd whether nothing moves the durable position before {@link #keep} or {@link #finish}, because the bytes
     *     may yet turn out to be wrong
     */
    Intake(
            ChunkApi chunks,
            JdbcSessionStore store,
            InstantSource clock,
            Duration life,
            StreamPermits permits,
            SessionState state,
            boolean countAtEnd) {
        this.chunks = chunks;
        this.store = store;
        this.clock = clock;
        this.life = life;
        this.permits = permits;
        this.state = state;
        this.countAtEnd = countAtEnd;
        this.cut = state.cut();
        this.bundle = new ChunkBundle(chunks, state.space());
        var tail = store.tail(state);
        push(tail, 0, tail.length);
    }

    /** Bytes of the content so far, durable or not. */
    long position() {
        return cut + chunker.pendingLength();
    }

    /** Adds bytes. */
    void push(byte[] bytes, int offset, int length) {
        try {
            chunker.push(bytes, offset, length, this::onChunk);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    private void onChunk(byte[] bytes, int offset, int length) throws IOException {
        refs.add(bundle.add(bytes, offset, length));
        cut += length;
        gathers = gathers || permits.mayGather();
        if (!gathers || bundle.isFull()) {
            sendBundle();
            // Never back: had an older version of this program cut elsewhere, acknowledged bytes may still be pending.
            if (!countAtEnd && cut >= state.received()) {
                advance(new byte[0]);
            }
        }
    }

    /** Everything pushed so far is durable and counts when this returns. */
    SessionState keep() {
        sendBundle();
        if (position() > state.received() || !refs.isEmpty()) {
            var pending = chunker.pending();
            advance(
                    refs.isEmpty()
                            ? Arrays.copyOfRange(pending, (int) (state.received() - cut), pending.length)
                            : pending);
        }
        return state;
    }

    private void advance(byte[] tail) {
        var moved = state.at(cut, refs.isEmpty() ? state.received() + tail.length : cut + tail.length, expires());
        store.advance(state, moved, refs, tail);
        refs.clear();
        state = moved;
    }

    /** Ends the bytes: the content is durable and the session complete when this returns. */
    SessionState finish() {
        try {
            chunker.finish(this::onLastChunk);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        sendBundle();
        var all = new ArrayList<>(store.chunks(state));
        all.addAll(refs);
        if (all.size() > Manifest.CHUNKS_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "A content has at most " + Manifest.CHUNKS_MAX + " chunks");
        }
        var manifest = new Manifest(all);
        if (manifest.size() != cut) {
            throw new IllegalStateException(
                    "upload " + state.id() + " has " + manifest.size() + " bytes of chunks, not " + cut);
        }
        ChunkBundle.store(chunks, state.space(), manifest);
        var complete = state.complete(manifest.id(), cut, expires());
        store.complete(state, complete);
        state = complete;
        return state;
    }

    private void onLastChunk(byte[] bytes, int offset, int length) throws IOException {
        refs.add(bundle.add(bytes, offset, length));
        cut += length;
    }

    private void sendBundle() {
        try {
            bundle.send();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        close();
    }

    /** Nothing is gathered any more. */
    @Override
    public void close() {
        if (gathers) {
            gathers = false;
            permits.stopGathering();
        }
    }

    private java.time.Instant expires() {
        return clock.instant().plus(life);
    }
}
