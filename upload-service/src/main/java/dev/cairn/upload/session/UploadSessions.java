package dev.cairn.upload.session;

import dev.cairn.content.Chunker;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.content.ManifestCodec;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.Concatenation;
import dev.cairn.contracts.upload.NewSession;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in pieces. A session belongs to the account that made it: to others it does not exist. Every call asks whether
 * the caller may add files to the session's space first.
 *
 * <p>Memory, however large the bodies are: a request that brings bytes holds about 2 MiB, in the worst case (the largest chunks
 * there are) 12 MiB; four of them send bundles ahead in up to 24 MiB more; {@link SessionProperties#streamsMax} run at a time.
 */
public class UploadSessions {
    private static final int READ_BYTES = 128 << 10;
    private static final int PARTS_MAX = 10_000;
    private static final Duration OLDER_REQUEST_STOPS_WITHIN = Duration.ofSeconds(2);

    private final JdbcSessionStore store;
    private final ChunkApi chunks;
    private final CommitApi commits;
    private final SessionProperties limits;
    private final InstantSource clock;
    private final Ids ids;
    private final StreamPermits permits;
    private final SessionLocks locks = new SessionLocks(OLDER_REQUEST_STOPS_WITHIN);

    UploadSessions(
            JdbcSessionStore store,
            ChunkApi chunks,
            CommitApi commits,
            SessionProperties limits,
            InstantSource clock,
            Ids ids) {
        this.store = store;
        this.chunks = chunks;
        this.commits = commits;
        this.limits = limits;
        this.clock = clock;
        this.ids = ids;
        this.permits = new StreamPermits(limits.streamsMax(), limits.streamWait());
    }

    /** Most bytes of one content. */
    public long sizeMax() {
        return limits.sizeMax().toBytes();
    }

    /** Begins; {@code also} runs in the transaction that makes the session. */
    public SessionState create(NewSession wanted, Consumer<UploadId> also) {
        var size = wanted.size();
        checkSize(size);
        commits.checkAdd(wanted.space(), size == null ? 0 : size);
        var account = Callers.current().account();
        var now = clock.instant();
        if (store.countOpen(account, now) >= limits.openMax()) {
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS, "There are " + limits.openMax() + " unfinished uploads already");
        }
        var session = new SessionState(
                new UploadId(ids.next()), account, wanted.space(), size, 0, 0, null, now.plus(limits.life()));
        long epoch = chunks.epoch(wanted.space(), 0);
        store.insert(session, now, epoch, false, () -> also.accept(session.id()));
        return session;
    }

    /** See {@link SessionApi#hold}. */
    UploadId hold(SpaceId space, int days) {
        checkDays(days);
        commits.checkAdd(space, 0);
        return hold(space, Callers.current().account(), days, chunks.epoch(space, 0));
    }

    /** See {@link dev.cairn.contracts.upload.EarlierHoldApi}. */
    UploadId holdEverything(SpaceId space, AccountId account, int days) {
        checkDays(days);
        return hold(space, account, days, 0);
    }

    private static void checkDays(int days) {
        if (days < 1 || days > SessionApi.HOLD_DAYS_MAX) {
            throw ProblemException.invalid("days", "A hold lasts 1 to " + SessionApi.HOLD_DAYS_MAX + " days");
        }
    }

    private UploadId hold(SpaceId space, AccountId account, int days, long epoch) {
        var now = clock.instant();
        var expires = now.plus(Duration.ofDays(days));
        var session = new SessionState(new UploadId(ids.next()), account, space, null, 0, 0, null, expires);
        store.insert(session, now, epoch, true, () -> {});
        return session.id();
    }

    /** Where a session stands; EXPIRED after its time, NOT_FOUND when it is somebody else's. */
    public SessionState find(UploadId upload) {
        var session = store.find(upload)
                .filter(found -> found.account().equals(Callers.current().account()))
                .orElseThrow(() -> ProblemException.notFound("This upload"));
        if (!clock.instant().isBefore(session.expires())) {
            throw new ProblemException(Problem.EXPIRED, "This upload has expired");
        }
        return session;
    }

    /** Says how many bytes will come, for a session that did not know. */
    public SessionState announceSize(UploadId upload, long size) {
        checkSize(size);
        try (var _ = locks.hold(upload)) {
            var session = find(upload);
            if (session.size() != null) {
                if (session.size() != size) {
                    throw ProblemException.invalid("Upload-Length", "The length was announced before, differently");
                }
                return session;
            }
            if (size < session.received()) {
                throw ProblemException.invalid("Upload-Length", "More bytes than that have come already");
            }
            commits.checkAdd(session.space(), size);
            store.setSize(session, size);
            var sized = session.withSize(size);
            return size == session.received() ? finish(sized) : sized;
        }
    }

    /**
     * Takes the bytes of a request, as they come. When the connection ends early, the bytes that came count, unless a checksum
     * was announced: then none does. A newer request for the session ends this one early in the same way. A session whose last
     * byte has come is complete when this returns.
     */
    public SessionState receive(UploadId upload, long offset, Body body) {
        // Before the lock, too: a request that is wrong anyway stops nobody.
        writable(upload, offset);
        try (var hold = locks.hold(upload)) {
            var session = writable(upload, offset);
            long room = room(session);
            if (body.length() > room) {
                throw tooLarge(room);
            }
            if (session.content() != null) {
                return session;
            }
            commits.checkAdd(session.space(), session.size() == null ? offset + Math.max(body.length(), 0) : 0);
            try (var _ = permits.take()) {
                return receive(session, body, room, hold);
            }
        }
    }

    private SessionState receive(SessionState session, Body body, long room, SessionLocks.Hold hold) {
        var checksum = body.checksum();
        var digest = checksum == null ? null : checksum.newDigest();
        try (var intake = intake(session, checksum != null)) {
            boolean cut = !pump(body, room, intake, digest, hold);
            if (checksum != null && digest != null && (cut || !checksum.matches(digest))) {
                throw new ProblemException(
                        Problem.CHECKSUM_MISMATCH, "The bytes do not have the announced checksum; none of them counts");
            }
            if (!cut && session.size() != null && intake.position() == session.size()) {
                return intake.finish();
            }
            return intake.keep();
        }
    }

    /** Whether the body came to its announced end. */
    private static boolean pump(
            Body body, long room, Intake intake, @Nullable MessageDigest digest, SessionLocks.Hold hold) {
        var buffer = new byte[(int) Math.min(READ_BYTES, Math.max(1, body.length() < 0 ? READ_BYTES : body.length()))];
        long taken = 0;
        try {
            for (int read = body.in().read(buffer); read >= 0; read = body.in().read(buffer)) {
                if (read > room - taken) {
                    if (digest == null) {
                        intake.keep();
                    }
                    throw tooLarge(room);
                }
                if (digest != null) {
                    digest.update(buffer, 0, read);
                }
                intake.push(buffer, 0, read);
                taken += read;
                if (hold.isUnwanted()) {
                    return taken == body.length();
                }
            }
        } catch (IOException e) {
            return false;
        }
        return body.length() < 0 || taken == body.length();
    }

    /** Adds bytes that are in memory; see {@link SessionApi#append}. */
    SessionState append(UploadId upload, long offset, byte[] bytes) {
        if (bytes.length > SessionApi.APPEND_MAX) {
            throw tooLarge(SessionApi.APPEND_MAX);
        }
        writable(upload, offset);
        try (var _ = locks.hold(upload)) {
            var session = writable(upload, offset);
            if (bytes.length > room(session)) {
                throw tooLarge(room(session));
            }
            if (session.content() != null) {
                return session;
            }
            commits.checkAdd(session.space(), session.size() == null ? offset + bytes.length : 0);
            try (var _ = permits.take();
                    var intake = intake(session, false)) {
                intake.push(bytes, 0, bytes.length);
                boolean last = session.size() != null && intake.position() == session.size();
                return last ? intake.finish() : intake.keep();
            }
        }
    }

    /** Ends the bytes. Calling it again gives the same content; WRONG_OFFSET when announced bytes are missing. */
    public StoredContent finish(UploadId upload) {
        try (var _ = locks.hold(upload)) {
            var session = find(upload);
            var stored = session.stored();
            if (stored.isPresent()) {
                return stored.get();
            }
            if (session.size() != null && session.size() != session.received()) {
                throw wrongOffset(session);
            }
            commits.checkAdd(session.space(), session.received());
            try (var _ = permits.take()) {
                return finish(session).stored().orElseThrow();
            }
        }
    }

    private SessionState finish(SessionState session) {
        try (var intake = intake(session, false)) {
            return intake.finish();
        }
    }

    /** Forgets a session. */
    public void abort(UploadId upload) {
        try (var _ = locks.hold(upload)) {
            store.delete(find(upload).id());
        }
    }

    /** A small content without a session; see {@link SessionApi#store}. */
    StoredContent store(SpaceId space, byte[] bytes) {
        if (bytes.length > SessionApi.APPEND_MAX) {
            throw tooLarge(SessionApi.APPEND_MAX);
        }
        commits.checkAdd(space, bytes.length);
        try (var _ = permits.take()) {
            var bundle = new ChunkBundle();
            var refs = new ArrayList<ChunkRef>();
            var chunker = new Chunker();
            chunker.push(bytes, 0, bytes.length, (from, offset, length) -> refs.add(bundle.add(from, offset, length)));
            chunker.finish((from, offset, length) -> refs.add(bundle.add(from, offset, length)));
            if (!refs.isEmpty()) {
                bundle.send(chunks, space);
            }
            return stored(space, new Manifest(refs));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    /** One content of several; see {@link SessionApi#concatenate}. */
    StoredContent concatenate(Concatenation parts) {
        if (parts.parts().size() > PARTS_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "At most " + PARTS_MAX + " parts");
        }
        commits.checkAdd(parts.space(), 0);
        var known = new HashMap<ContentId, Manifest>();
        var refs = new ArrayList<ChunkRef>();
        long size = 0;
        for (var part : parts.parts()) {
            var manifest = known.computeIfAbsent(part, id -> ManifestCodec.decode(chunks.manifest(parts.space(), id)));
            refs.addAll(manifest.chunks());
            size += manifest.size();
            if (refs.size() > Manifest.CHUNKS_MAX || size > sizeMax()) {
                throw tooLarge(sizeMax());
            }
        }
        commits.checkAdd(parts.space(), size);
        return stored(parts.space(), new Manifest(refs));
    }

    private StoredContent stored(SpaceId space, Manifest manifest) {
        ChunkBundle.store(chunks, space, manifest);
        return new StoredContent(manifest.id(), manifest.size());
    }

    private Intake intake(SessionState session, boolean countAtEnd) {
        return new Intake(chunks, store, clock, limits.life(), permits, session, countAtEnd);
    }

    private SessionState writable(UploadId upload, long offset) {
        var session = find(upload);
        if (offset != session.received()) {
            throw wrongOffset(session);
        }
        return session;
    }

    private long room(SessionState session) {
        return (session.size() == null ? sizeMax() : session.size()) - session.received();
    }

    private void checkSize(@Nullable Long size) {
        if (size != null && size < 0) {
            throw ProblemException.invalid("size", "A size is not negative");
        }
        if (size != null && size > sizeMax()) {
            throw tooLarge(sizeMax());
        }
    }

    private static ProblemException wrongOffset(SessionState session) {
        return new ProblemException(
                Problem.WRONG_OFFSET, "The upload is at another offset", Map.of("offset", session.received()));
    }

    private static ProblemException tooLarge(long room) {
        return new ProblemException(Problem.TOO_LARGE, "There is room for " + room + " bytes", Map.of("max", room));
    }
}
