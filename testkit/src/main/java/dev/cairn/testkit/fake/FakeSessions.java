package dev.cairn.testkit.fake;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Chunker;
import dev.cairn.content.Codec;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
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
import dev.cairn.contracts.upload.EarlierHoldApi;
import dev.cairn.contracts.upload.HoldReleaseApi;
import dev.cairn.contracts.upload.NewSession;
import dev.cairn.contracts.upload.Session;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The upload service's sessions in memory, on any chunk store. A session belongs to its maker. Thread-safe. */
public final class FakeSessions implements SessionApi, HoldReleaseApi, EarlierHoldApi {
    private static final Duration LIFE = Duration.ofDays(1);

    private final ChunkApi chunks;
    private final CommitApi commits;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<UploadId, Open> sessions = new ConcurrentHashMap<>();

    private static final class Open {
        final AccountId owner;
        final Session begun;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        volatile boolean hold;

        @Nullable
        StoredContent stored;

        Open(AccountId owner, Session begun) {
            this.owner = owner;
            this.begun = begun;
        }

        Session view() {
            return new Session(begun.id(), begun.space(), bytes.size(), begun.size(), begun.expires());
        }
    }

    public FakeSessions(ChunkApi chunks, CommitApi commits, InstantSource clock, Ids ids) {
        this.chunks = chunks;
        this.commits = commits;
        this.clock = clock;
        this.ids = ids;
    }

    /** How many sessions are neither finished nor aborted. */
    public long openCount() {
        return sessions.values().stream().filter(open -> open.stored == null).count();
    }

    @Override
    public Session create(NewSession wanted) {
        commits.checkAdd(wanted.space(), wanted.size() == null ? 0 : wanted.size());
        var session = new Session(
                new UploadId(ids.next()),
                wanted.space(),
                0,
                wanted.size(),
                clock.instant().plus(LIFE));
        sessions.put(session.id(), new Open(Callers.current().account(), session));
        return session;
    }

    @Override
    public Session append(UploadId upload, long offset, byte[] bytes) {
        if (bytes.length > APPEND_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "At most " + APPEND_MAX + " bytes");
        }
        var open = find(upload);
        synchronized (open) {
            if (offset != open.bytes.size()) {
                throw new ProblemException(Problem.WRONG_OFFSET, "The offset is " + open.bytes.size());
            }
            open.bytes.writeBytes(bytes);
            return open.view();
        }
    }

    @Override
    public Session session(UploadId upload) {
        return find(upload).view();
    }

    @Override
    public StoredContent finish(UploadId upload) {
        var open = find(upload);
        synchronized (open) {
            var stored = open.stored;
            if (stored == null) {
                stored = keep(open.begun.space(), open.bytes.toByteArray());
                open.stored = stored;
            }
            return stored;
        }
    }

    @Override
    public void abort(UploadId upload) {
        find(upload);
        sessions.remove(upload);
    }

    @Override
    public UploadId hold(SpaceId space, int days) {
        var hold = create(new NewSession(space, null)).id();
        Objects.requireNonNull(sessions.get(hold)).hold = true;
        return hold;
    }

    @Override
    public UploadId holdEverything(SpaceId space, AccountId account, int days) {
        var session = new Session(
                new UploadId(ids.next()), space, 0, null, clock.instant().plus(Duration.ofDays(days)));
        var open = new Open(account, session);
        open.hold = true;
        sessions.put(session.id(), open);
        return session.id();
    }

    @Override
    public void release(UploadId hold) {
        sessions.computeIfPresent(hold, (_, open) -> open.hold ? null : open);
    }

    @Override
    public StoredContent concatenate(Concatenation parts) {
        commits.checkAdd(parts.space(), 0);
        var refs = new ArrayList<Manifest.ChunkRef>();
        for (var part : parts.parts()) {
            refs.addAll(
                    ManifestCodec.decode(chunks.manifest(parts.space(), part)).chunks());
        }
        return store(parts.space(), new Manifest(refs));
    }

    @Override
    public StoredContent store(SpaceId space, byte[] bytes) {
        if (bytes.length > APPEND_MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "At most " + APPEND_MAX + " bytes");
        }
        commits.checkAdd(space, bytes.length);
        return keep(space, bytes);
    }

    private StoredContent keep(SpaceId space, byte[] bytes) {
        var refs = new ArrayList<Manifest.ChunkRef>();
        try {
            var chunker = new Chunker();
            chunker.push(
                    bytes, 0, bytes.length, (buffer, offset, length) -> refs.add(store(space, buffer, offset, length)));
            chunker.finish((buffer, offset, length) -> refs.add(store(space, buffer, offset, length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store(space, new Manifest(refs));
    }

    private Manifest.ChunkRef store(SpaceId space, byte[] buffer, int offset, int length) throws IOException {
        var id = ChunkId.of(buffer, offset, length);
        var bundle = new ByteArrayOutputStream();
        var writer = new BundleWriter(bundle);
        writer.chunk(id, new Encoded(Codec.RAW, length, buffer, offset, length));
        writer.end();
        chunks.put(space, bundle.toByteArray());
        return new Manifest.ChunkRef(id, length);
    }

    private StoredContent store(SpaceId space, Manifest manifest) {
        try {
            var bundle = new ByteArrayOutputStream();
            var writer = new BundleWriter(bundle);
            writer.manifest(manifest);
            writer.end();
            if (bundle.size() > Bundle.REQUEST_BYTES_MAX) {
                throw new ProblemException(Problem.TOO_LARGE, "Too many chunks");
            }
            chunks.putManifests(space, bundle.toByteArray());
            return new StoredContent(manifest.id(), manifest.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Open find(UploadId upload) {
        var open = sessions.get(upload);
        if (open == null || !open.owner.equals(Callers.current().account())) {
            throw ProblemException.notFound("This upload");
        }
        return open;
    }
}
