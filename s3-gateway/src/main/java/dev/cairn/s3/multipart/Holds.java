package dev.cairn.s3.multipart;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.SessionApi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the bytes of parts from being collected for as long as they may yet become an object. */
final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    /** A day longer than an upload lives. */
    static final int DAYS = 8;

    private final SessionApi sessions;

    Holds(SessionApi sessions) {
        this.sessions = sessions;
    }

    UploadId begin(SpaceId space) {
        return sessions.hold(space, DAYS);
    }

    /** Lets go; a hold that cannot be ended ends by itself. */
    void end(@Nullable UploadId hold) {
        if (hold == null) {
            return;
        }
        try {
            sessions.abort(hold);
        } catch (ProblemException e) {
            // As when somebody else than who began an upload completes it.
            LOG.debug("Hold {} is left to expire: {}", hold, e.problem());
        }
    }
}
