package dev.cairn.metadata.conflict;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Conflict;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.metadata.node.Ancestry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said when a copy was made, whatever became of the two since. */
record NotedConflict(
        NodeId copy,
        NodeId original,
        @Nullable VersionId base,
        String device,
        @Nullable DeviceId deviceId,
        AccountId author,
        String authorName,
        Instant made) {
    /** As it is told while both are live, by nodes that are at least as new as {@code asOf}. */
    Optional<Conflict> view(Ancestry nodes, Cursor asOf) {
        var one = nodes.get(copy);
        var other = nodes.get(original);
        if (one == null || other == null || !nodes.live(one) || !nodes.live(other)) {
            return Optional.empty();
        }
        return Optional.of(new Conflict(
                one.view(),
                nodes.path(one),
                other.view(),
                nodes.path(other),
                base,
                device,
                deviceId,
                author,
                authorName,
                made,
                deviceId != null && deviceId.equals(Callers.current().device()),
                asOf.toString()));
    }
}
