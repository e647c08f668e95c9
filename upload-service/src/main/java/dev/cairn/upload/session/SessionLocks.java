package dev.cairn.upload.session;

import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One request at a time per session and process. Between processes the compare-and-set in {@link JdbcSessionStore} decides:
 * the slower request fails and none of its bytes count.
 */
final class SessionLocks {
    private final Set<UploadId> held = ConcurrentHashMap.newKeySet();

    /** Held until closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** LOCKED when somebody else holds it; never waits. */
    Hold hold(UploadId upload) {
        if (!held.add(upload)) {
            throw new ProblemException(Problem.LOCKED, "Another request is working on this upload");
        }
        return () -> held.remove(upload);
    }
}
