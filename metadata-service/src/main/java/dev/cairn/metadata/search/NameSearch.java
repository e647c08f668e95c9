package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SearchHit;
import dev.cairn.metadata.search.JdbcSearch.Mark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds names that have all words, in the database: what was committed is found. */
final class NameSearch {
    /** A page may come out short when much of what fits lies in deleted folders; its {@code next} goes on. */
    private static final int ROUNDS_MAX = 5;

    private final JdbcSearch names;
    private final Places places;

    NameSearch(JdbcSearch names, Places places) {
        this.names = names;
        this.places = places;
    }

    /** @param next where to go on; null when there is no more */
    record Found(List<SearchHit> hits, @Nullable Mark next) {}

    Found find(
            AccountId account, @Nullable SpaceId space, List<String> words, Conditions wanted, Mark after, int size) {
        var mark = after;
        var hits = new ArrayList<SearchHit>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var found = names.find(account, space, words, wanted, mark, size + 1);
            var paths = places.of(found.stream()
                    .map(hit -> new Places.Entry(hit.space(), hit.row()))
                    .toList());
            for (var hit : found) {
                if (hits.size() == size) {
                    return new Found(hits, mark);
                }
                var path = paths.get(hit.row().id());
                if (path != null && wanted.hold(hit.row())) {
                    hits.add(new SearchHit(hit.space(), path, hit.row().view(), List.of()));
                }
                mark = hit.mark();
            }
            if (found.size() <= size) {
                return new Found(hits, null);
            }
        }
        return new Found(hits, mark);
    }
}
