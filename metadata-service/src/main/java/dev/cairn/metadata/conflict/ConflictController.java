package dev.cairn.metadata.conflict;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.ConflictPage;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Settlement;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Conflicts over HTTP and in process. */
@RestController
final class ConflictController implements ConflictApi {
    private final Conflicts conflicts;

    ConflictController(Conflicts conflicts) {
        this.conflicts = conflicts;
    }

    @Override
    public ConflictPage conflicts(SpaceId space, @Nullable String after, int limit) {
        return conflicts.page(space, after, limit);
    }

    @Override
    public ConflictDetail conflict(SpaceId space, NodeId copy) {
        return conflicts.detail(space, copy);
    }

    @Override
    public Node settle(SpaceId space, NodeId copy, Settlement settlement) {
        return conflicts.settle(space, copy, settlement);
    }
}
