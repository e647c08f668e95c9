package dev.cairn.upload.session;

import dev.cairn.contracts.id.UploadId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request at a time per session and process, and the newest is the one that counts: a client whose connection was cut comes
 * back long before this side learns of the cut. The older request is asked to stop, and when it cannot, because it waits for
 * bytes that never come, it loses the session.
 *
 * <p>This keeps requests out of each other's way; it is not what keeps the bytes right. That is the compare-and-set in {@link
 * JdbcSessionStore}, also between processes: the slower request fails and none of its bytes count.
 */
final class SessionLocks {
    private final ConcurrentMap<UploadId, Hold> held = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience how long an older request has to stop by itself */
    SessionLocks(Duration patience) {
        this.patience = patience;
    }

    /** Held until closed, or until a newer request lost its patience. */
    final class Hold implements AutoCloseable {
        private final UploadId upload;
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean unwanted;

        private Hold(UploadId upload) {
            this.upload = upload;
        }

        /** Whether a newer request is there: take no more bytes. */
        boolean isUnwanted() {
            return unwanted;
        }

        @Override
        public void close() {
            held.remove(upload, this);
            released.countDown();
        }

        private void end() {
            unwanted = true;
            try {
                if (!released.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    held.remove(upload, this);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                held.remove(upload, this);
            }
        }
    }

    /** Waits at most the patience for every request that comes between. */
    Hold hold(UploadId upload) {
        var mine = new Hold(upload);
        for (var other = held.putIfAbsent(upload, mine); other != null; other = held.putIfAbsent(upload, mine)) {
            other.end();
        }
        return mine;
    }
}
