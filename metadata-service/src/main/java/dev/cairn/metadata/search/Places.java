package dev.cairn.metadata.search;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.NodeRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where nodes are. */
final class Places {
    private final JdbcNodeRows rows;

    Places(JdbcNodeRows rows) {
        this.rows = rows;
    }

    record Entry(SpaceId space, NodeRow row) {}

    /** The paths of these nodes, without those that lie in deleted folders. */
    Map<NodeId, String> of(Collection<Entry> nodes) {
        var paths = new HashMap<NodeId, String>();
        nodes.stream()
                .collect(Collectors.groupingBy(Entry::space, Collectors.mapping(Entry::row, Collectors.toList())))
                .forEach((space, found) -> {
                    var above = rows.above(space, found);
                    found.stream().filter(above::live).forEach(row -> paths.put(row.id(), above.path(row)));
                });
        return paths;
    }
}
