package dev.cairn.web.files;

import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.sync.DeltaApi;
import dev.cairn.web.shell.SignedIn;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Follows the changes of one space for one open page, by waiting for the next delta over and over; the same in one process and
 * in many (ADR 0073). One virtual thread, which spends its life waiting; ends when closed, or when the person loses access.
 */
final class Follower implements AutoCloseable {
    private static final int CHANGES_MAX = 1_000;
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    private final SignedIn signedIn;
    private final DeltaApi deltas;
    private final Space space;
    private final Consumer<Delta> changes;
    private final Consumer<ProblemException> end;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins at the space's cursor.
     *
     * @param changes told on the follower's thread
     * @param end told when following is over although nobody closed it
     */
    Follower(SignedIn signedIn, DeltaApi deltas, Space space, Consumer<Delta> changes, Consumer<ProblemException> end) {
        this.signedIn = signedIn;
        this.deltas = deltas;
        this.space = space;
        this.changes = changes;
        this.end = end;
        this.thread = Thread.ofVirtual().name("web-follower-" + space.slug()).start(this::follow);
    }

    private void follow() {
        var cursor = space.cursor();
        while (!closed) {
            try {
                var from = cursor;
                var delta = signedIn.call(() -> deltas.delta(space.id(), from, CHANGES_MAX, DeltaApi.WAIT_SECONDS_MAX));
                cursor = delta.cursor();
                if (!closed && (delta.reset() || !delta.changes().isEmpty())) {
                    changes.accept(delta);
                }
            } catch (ProblemException e) {
                if (closed || Thread.currentThread().isInterrupted()) {
                    return;
                }
                if (over(e)) {
                    end.accept(e);
                    return;
                }
                rest();
            } catch (RuntimeException e) {
                rest();
            }
        }
    }

    private static boolean over(ProblemException exception) {
        return exception.problem() == Problem.NOT_FOUND
                || exception.problem() == Problem.FORBIDDEN
                || exception.problem() == Problem.UNAUTHENTICATED;
    }

    private void rest() {
        try {
            Thread.sleep(REST_AFTER_FAILURE);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
