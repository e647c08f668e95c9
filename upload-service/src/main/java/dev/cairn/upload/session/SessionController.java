package dev.cairn.upload.session;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.upload.Concatenation;
import dev.cairn.contracts.upload.NewSession;
import dev.cairn.contracts.upload.Session;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import org.springframework.web.bind.annotation.RestController;

/** Sessions for other services. */
@RestController
final class SessionController implements SessionApi {
    private final UploadSessions sessions;

    SessionController(UploadSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public StoredContent store(SpaceId space, byte[] bytes) {
        return sessions.store(space, bytes);
    }

    @Override
    public Session create(NewSession session) {
        return sessions.create(session, _ -> {}).view();
    }

    @Override
    public Session append(UploadId upload, long offset, byte[] bytes) {
        return sessions.append(upload, offset, bytes).view();
    }

    @Override
    public Session session(UploadId upload) {
        return sessions.find(upload).view();
    }

    @Override
    public StoredContent finish(UploadId upload) {
        return sessions.finish(upload);
    }

    @Override
    public void abort(UploadId upload) {
        sessions.abort(upload);
    }

    @Override
    public UploadId hold(SpaceId space, int days) {
        return sessions.hold(space, days);
    }

    @Override
    public StoredContent concatenate(Concatenation parts) {
        return sessions.concatenate(parts);
    }
}
