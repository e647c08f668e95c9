package dev.cairn.metadata.remark;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Favourite;
import dev.cairn.contracts.metadata.FavouriteApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Ancestry;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.RestController;

/** Favourites over HTTP and in process. */
@RestController
final class Favourites implements FavouriteApi {
    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final Nodes nodes;
    private final JdbcNodeRows rows;
    private final JdbcFavourites favourites;
    private final InstantSource clock;

    Favourites(
            TransactionOperations transactions,
            SpaceGate gate,
            Nodes nodes,
            JdbcNodeRows rows,
            JdbcFavourites favourites,
            InstantSource clock) {
        this.transactions = transactions;
        this.gate = gate;
        this.nodes = nodes;
        this.rows = rows;
        this.favourites = favourites;
        this.clock = clock;
    }

    @Override
    public List<Favourite> favourites() {
        var marked = favourites.of(Callers.current().account(), FAVOURITES_MAX);
        var above = above(marked);
        var live = new ArrayList<Favourite>();
        for (var mark : marked) {
            var ancestry = Objects.requireNonNull(above.get(mark.space()), "every space was asked");
            var row = ancestry.get(mark.node());
            if (row != null && ancestry.live(row)) {
                live.add(new Favourite(new NodePath(mark.space(), ancestry.path(row), row.view()), mark.since()));
            }
        }
        return live;
    }

    private Map<SpaceId, Ancestry> above(List<JdbcFavourites.Marked> marked) {
        var bySpace = marked.stream()
                .collect(Collectors.groupingBy(
                        JdbcFavourites.Marked::space,
                        Collectors.mapping(JdbcFavourites.Marked::node, Collectors.<NodeId>toList())));
        var above = new HashMap<SpaceId, Ancestry>();
        bySpace.forEach((space, ids) -> above.put(space, new Ancestry(rows.withAncestors(space, ids))));
        return above;
    }

    @Override
    public void add(SpaceId space, NodeId node) {
        transactions.executeWithoutResult(_ -> {
            // Held, so that the node is there until it is written down.
            var account = gate.lock(space, SpaceRole.VIEWER).caller().account();
            nodes.find(space, node);
            if (favourites.count(account) >= FAVOURITES_MAX) {
                throw new ProblemException(Problem.TOO_LARGE, "A person has at most " + FAVOURITES_MAX + " favourites");
            }
            favourites.insert(space, node, account, clock.instant());
        });
    }

    @Override
    public void remove(SpaceId space, NodeId node) {
        var account = gate.enter(space, SpaceRole.VIEWER).caller().account();
        favourites.delete(space, node, account);
    }
}
