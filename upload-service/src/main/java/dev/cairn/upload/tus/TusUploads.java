package dev.cairn.upload.tus;

import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.NewSession;
import dev.cairn.upload.session.Body;
import dev.cairn.upload.session.SessionState;
import dev.cairn.upload.session.UploadSessions;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the protocol does. An upload whose bytes are complete is not done before it has its name: until then every call tries
 * again, and fails as the naming fails, so that no client believes in a file that is not there.
 */
final class TusUploads {
    private final UploadSessions sessions;
    private final JdbcTusStore store;
    private final Naming naming;
    private final SpaceApi spaces;
    private final NodeApi nodes;
    private final InstantSource clock;

    TusUploads(
            UploadSessions sessions,
            JdbcTusStore store,
            Naming naming,
            SpaceApi spaces,
            NodeApi nodes,
            InstantSource clock) {
        this.sessions = sessions;
        this.store = store;
        this.naming = naming;
        this.spaces = spaces;
        this.nodes = nodes;
        this.clock = clock;
    }

    /**
     * An upload as its owner sees it.
     *
     * @param named null while bytes are missing
     */
    record State(
            SessionState session, String metadata, @Nullable Named named) {}

    long sizeMax() {
        return sessions.sizeMax();
    }

    /** Begins; {@code size} null: told later. */
    UploadId create(@Nullable Long size, String metadata) {
        var parsed = UploadMetadata.parse(metadata);
        var target = parsed.target(clock.instant());
        var space = spaces.space(parsed.space()).id();
        if (target.place() instanceof Target.Place.InFolder in) {
            nodes.node(space, in.parent());
        }
        return sessions.create(new NewSession(space, size), upload -> store.insert(upload, metadata, target))
                .id();
    }

    /** Where it stands. Bytes that are all there, but were not put together or named yet, are now. */
    State find(UploadId upload) {
        var row = row(upload);
        var session = sessions.find(upload);
        if (session.content() == null && session.size() != null && session.size() == session.received()) {
            sessions.finish(upload);
            session = sessions.find(upload);
        }
        return settled(session, row);
    }

    /** Takes bytes. */
    State receive(UploadId upload, long offset, Body body) {
        var row = row(upload);
        return settled(sessions.receive(upload, offset, body), row);
    }

    /** Says how many bytes will come, for an upload that did not know. */
    void announceSize(UploadId upload, long size) {
        row(upload);
        sessions.announceSize(upload, size);
    }

    /** Forgets it; a file it has become stays. */
    void terminate(UploadId upload) {
        row(upload);
        sessions.abort(upload);
    }

    private State settled(SessionState session, JdbcTusStore.Row row) {
        var content = session.stored();
        if (content.isEmpty() || row.named() != null) {
            return new State(session, row.metadata(), row.named());
        }
        var named = naming.name(session.id(), session.space(), content.get(), row.target());
        store.setNamed(session.id(), named);
        return new State(session, row.metadata(), named);
    }

    /** Sessions that other services made are not uploads of this protocol. */
    private JdbcTusStore.Row row(UploadId upload) {
        var session = sessions.find(upload);
        return store.find(session.id()).orElseThrow(() -> ProblemException.notFound("This upload"));
    }
}
