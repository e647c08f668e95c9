package dev.cairn.metadata.search;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.SearchPage;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Ancestry;
import dev.cairn.metadata.node.JdbcNodeRows;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.search.JdbcSearch.Hit;
import dev.cairn.metadata.search.JdbcSearch.Mark;
import dev.cairn.metadata.space.SpaceGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds nodes by name in all spaces of the caller, or in one. */
final class Search {
    private static final int QUERY_LENGTH_MAX = 255;
    private static final int WORDS_MAX = 10;
    private static final int PAGE_MAX = 100;
    /** A page may come out short when much of what fits lies in deleted folders; its {@code next} goes on. */
    private static final int ROUNDS_MAX = 5;

    private final SpaceGate gate;
    private final JdbcSearch index;
    private final JdbcNodeRows rows;

    Search(SpaceGate gate, JdbcSearch index, JdbcNodeRows rows) {
        this.gate = gate;
        this.index = index;
        this.rows = rows;
    }

    SearchPage search(String query, @Nullable SpaceId space, @Nullable String after, int limit) {
        int size = Paging.limit(limit, PAGE_MAX);
        var words = words(query);
        var mark = after == null ? Mark.START : mark(after);
        if (space != null) {
            gate.enter(space, SpaceRole.VIEWER);
        }
        var account = Callers.current().account();
        var hits = new ArrayList<NodePath>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var found = index.find(account, space, words, mark, size + 1);
            var above = above(found);
            for (var hit : found) {
                if (hits.size() == size) {
                    return new SearchPage(hits, text(mark));
                }
                var ancestry = above.get(hit.space());
                if (ancestry != null && ancestry.live(hit.row())) {
                    hits.add(new NodePath(
                            hit.space(), ancestry.path(hit.row()), hit.row().view()));
                }
                mark = hit.mark();
            }
            if (found.size() <= size) {
                return new SearchPage(hits, null);
            }
        }
        return new SearchPage(hits, text(mark));
    }

    private Map<SpaceId, Ancestry> above(List<Hit> hits) {
        var bySpace = hits.stream()
                .collect(Collectors.groupingBy(Hit::space, Collectors.mapping(Hit::row, Collectors.<NodeRow>toList())));
        var above = new HashMap<SpaceId, Ancestry>();
        bySpace.forEach((space, found) -> above.put(space, rows.above(space, found)));
        return above;
    }

    private static List<String> words(String query) {
        var text = Paging.text(query, "q");
        if (text.length() > QUERY_LENGTH_MAX) {
            throw ProblemException.invalid("q", "At most " + QUERY_LENGTH_MAX + " characters");
        }
        var words = Stream.of(Names.fold(text).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() || words.size() > WORDS_MAX) {
            throw ProblemException.invalid("q", "Between 1 and " + WORDS_MAX + " words");
        }
        return words;
    }

    private static String text(Mark mark) {
        return mark.rank() + "_" + mark.space() + "_" + mark.node() + "_" + mark.folded();
    }

    private static Mark mark(String text) {
        var parts = Paging.text(text, "after").split("_", 4);
        try {
            if (parts.length == 4) {
                return new Mark(
                        Integer.parseInt(parts[0]), parts[3], UUID.fromString(parts[1]), UUID.fromString(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            // Told below, like any other text that is not ours.
        }
        throw ProblemException.invalid("after", "This is not a \"next\" of ours");
    }
}
