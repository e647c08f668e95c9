package dev.cairn.metadata.inventory;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.FilePath;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.contracts.metadata.StoredVersion;
import dev.cairn.contracts.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The service's side of {@link InventoryApi}. */
@RestController
final class InventoryController implements InventoryApi {
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcInventory inventory;

    InventoryController(JdbcInventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public List<SpaceId> spaces(@Nullable SpaceId after) {
        return inventory.spaces(after == null ? FIRST : after.value());
    }

    @Override
    public List<StoredVersion> versions(SpaceId space, @Nullable NodeId node, long sequence) {
        return inventory.versions(space, node == null ? FIRST : node.value(), sequence);
    }

    @Override
    public List<FilePath> paths(SpaceId space, List<NodeId> nodes) {
        if (nodes.size() > PATHS_MAX) {
            throw ProblemException.invalid("nodes", "At most " + PATHS_MAX + " at once, not " + nodes.size());
        }
        return inventory.paths(space, nodes);
    }
}
