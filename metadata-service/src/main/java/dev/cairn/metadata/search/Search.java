package dev.cairn.metadata.search;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SearchHit;
import dev.cairn.contracts.metadata.SearchPage;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.search.JdbcSearch.Mark;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.search.SearchUnavailable;
import dev.cairn.search.TextQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds nodes in all spaces of the caller, or in one: first by name, in the database; then by what is in them, in the index. */
final class Search {
    private static final Logger LOG = LoggerFactory.getLogger(Search.class);
    private static final int QUERY_LENGTH_MAX = 255;
    private static final int WORDS_MAX = 10;
    private static final int PAGE_MAX = 100;
    private static final String TEXTS = "t_";

    private final SpaceGate gate;
    private final NameSearch names;
    private final TextSearch texts;
    private final Feed feed;

    Search(SpaceGate gate, NameSearch names, TextSearch texts, Feed feed) {
        this.gate = gate;
        this.names = names;
        this.texts = texts;
        this.feed = feed;
    }

    private record Question(AccountId account, @Nullable SpaceId space, List<String> words, Conditions wanted) {}

    SearchPage search(String query, @Nullable SpaceId space, @Nullable String after, int limit, Conditions wanted) {
        int size = Paging.limit(limit, PAGE_MAX);
        var words = words(query);
        if (space != null) {
            gate.enter(space, SpaceRole.VIEWER);
        }
        var question = new Question(Callers.current().account(), space, words, wanted);
        if (after != null && after.startsWith(TEXTS)) {
            return byText(question, new ArrayList<>(), offset(after), size);
        }
        var found =
                names.find(question.account(), space, words, wanted, after == null ? Mark.START : mark(after), size);
        return found.next() != null
                ? new SearchPage(found.hits(), text(found.next()), false)
                : byText(question, new ArrayList<>(found.hits()), 0, size);
    }

    /** Fills the page up. */
    private SearchPage byText(Question question, List<SearchHit> hits, int offset, int size) {
        var index = feed.index();
        if (index.isEmpty()) {
            return new SearchPage(hits, null, true);
        }
        if (hits.size() == size) {
            return new SearchPage(hits, TEXTS + offset, false);
        }
        try {
            var found = texts.find(
                    index.get(),
                    question.account(),
                    question.space(),
                    question.words(),
                    question.wanted(),
                    offset,
                    size - hits.size());
            hits.addAll(found.hits());
            return new SearchPage(hits, found.next() < 0 ? null : TEXTS + found.next(), false);
        } catch (SearchUnavailable e) {
            LOG.warn("only names are found for now", e);
            return new SearchPage(hits, null, true);
        }
    }

    private static List<String> words(String query) {
        var text = Paging.text(query, "q");
        if (text.length() > QUERY_LENGTH_MAX) {
            throw ProblemException.invalid("q", "At most " + QUERY_LENGTH_MAX + " characters");
        }
        var words = Stream.of(Names.fold(text).split("[\\s/]+"))
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

    private static int offset(String text) {
        try {
            int offset = Integer.parseInt(text.substring(TEXTS.length()));
            if (offset >= 0 && offset < TextQuery.REACH_MAX) {
                return offset;
            }
        } catch (NumberFormatException e) {
            // Told below, like any other text that is not ours.
        }
        throw foreign();
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
        throw foreign();
    }

    private static ProblemException foreign() {
        return ProblemException.invalid("after", "This is not a \"next\" of ours");
    }
}
