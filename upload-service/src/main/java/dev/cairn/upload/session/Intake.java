package dev.cairn.upload.session;

import dev.cairn.content.Chunker;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the bytes of one request into a session: cuts, sends chunks to storage as they are cut, and moves the durable position.
 * A request that fails leaves the session at the last position that was made durable; chunks sent beyond it are garbage that
 * storage collects. Not thread-safe; whoever uses it holds the session's lock.
 *
 * <p>With the permission to gather, chunks travel in bundles, and {@value #ON_THEIR_WAY_MAX} bundles are on their way to storage
 * while the next one is received and cut. They may be stored in any order; the position moves over them in the order of the file.
 *
 * <p>In memory: the uncut tail in a buffer of at most 4 MiB, usually about 1 MiB; a chunk on its way to storage, twice; with
 * the permission to gather, instead of that chunk three bundles, each of 4 to 8 MiB.
 */
final class Intake implements AutoCloseable {
    private static final int ON_THEIR_WAY_MAX = 2;

    private final ChunkApi chunks;
    private final JdbcSessionStore store;
    private final InstantSource clock;
    private final Duration life;
    private final StreamPermits permits;
    private final boolean countAtEnd;
    private final Chunker chunker = new Chunker();
    private final ChunkBundle bundle;
    private final SendAhead ahead;
    /** Cut, and not sent yet. */
    private List<ChunkRef> gathered = new ArrayList<>();
    /** Durable in storage, and beyond the session's position. */
    private final List<ChunkRef> stored = new ArrayList<>();

    private SessionState state;
    private long cut;
    private long storedTo;
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
        this.storedTo = cut;
        this.bundle = new ChunkBundle();
        this.ahead = new SendAhead(chunks, state.space());
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
        add(bytes, offset, length);
        gathers = gathers || permits.mayGather();
        if (!gathers || bundle.isFull()) {
            send();
            settle(gathers ? ON_THEIR_WAY_MAX : 0);
            // Never back: had an older version of this program cut elsewhere, acknowledged bytes may still be pending.
            if (!countAtEnd && !stored.isEmpty() && storedTo >= state.received()) {
                advance(new byte[0]);
            }
        }
    }

    private void add(byte[] bytes, int offset, int length) throws IOException {
        gathered.add(bundle.add(bytes, offset, length));
        cut += length;
    }

    private void send() {
        if (!gathered.isEmpty()) {
            ahead.send(bundle.take(), gathered);
            gathered = new ArrayList<>();
        }
    }

    /** Waits until at most so many bundles are on their way. */
    private void settle(int onTheirWayMax) {
        while (ahead.onTheirWay() > onTheirWayMax) {
            for (var ref : ahead.awaitFirst()) {
                stored.add(ref);
                storedTo += ref.length();
            }
        }
        if (ahead.onTheirWay() == 0) {
            stopGathering();
        }
    }

    /** Everything pushed so far is durable and counts when this returns. */
    SessionState keep() {
        send();
        settle(0);
        if (position() > state.received() || !stored.isEmpty()) {
            var pending = chunker.pending();
            advance(
                    stored.isEmpty()
                            ? Arrays.copyOfRange(pending, (int) (state.received() - cut), pending.length)
                            : pending);
        }
        return state;
    }

    private void advance(byte[] tail) {
        long received = stored.isEmpty() ? state.received() + tail.length : storedTo + tail.length;
        var moved = state.at(storedTo, received, expires());
        store.advance(state, moved, stored, tail);
        stored.clear();
        state = moved;
    }

    /** Ends the bytes: the content is durable and the session complete when this returns. */
    SessionState finish() {
        try {
            chunker.finish(this::add);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        send();
        settle(0);
        var all = new ArrayList<>(store.chunks(state));
        all.addAll(stored);
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

    private void stopGathering() {
        if (gathers) {
            gathers = false;
            permits.stopGathering();
        }
    }

    /** Nothing is on its way any more. */
    @Override
    public void close() {
        ahead.close();
        stopGathering();
    }

    private Instant expires() {
        return clock.instant().plus(life);
    }
}
