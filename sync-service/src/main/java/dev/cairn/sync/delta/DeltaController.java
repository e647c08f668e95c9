package dev.cairn.sync.delta;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.sync.DeltaApi;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Pulling changes. The metadata service decides what the caller may see. */
@RestController
final class DeltaController implements DeltaApi {
    private final NodeApi nodes;
    private final ChangeWaiters waiters;

    DeltaController(NodeApi nodes, ChangeWaiters waiters) {
        this.nodes = nodes;
        this.waiters = waiters;
    }

    @Override
    public Delta delta(SpaceId space, @Nullable String cursor, int limit, int wait) {
        if (wait < 0 || wait > WAIT_SECONDS_MAX) {
            throw ProblemException.invalid("wait", "The wait is 0 to " + WAIT_SECONDS_MAX + " seconds");
        }
        if (wait == 0) {
            return nodes.changes(space, cursor, limit);
        }
        // Listening begins before looking, so that a change in between is heard.
        try (var change = waiters.on(space, Callers.current().account())) {
            var now = nodes.changes(space, cursor, limit);
            if (tells(now) || !change.await(Duration.ofSeconds(wait))) {
                return now;
            }
        }
        return nodes.changes(space, cursor, limit);
    }

    private static boolean tells(Delta delta) {
        return delta.reset() || delta.more() || !delta.changes().isEmpty();
    }
}
