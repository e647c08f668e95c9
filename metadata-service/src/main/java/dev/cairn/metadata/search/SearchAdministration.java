package dev.cairn.metadata.search;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.metadata.SearchStatus;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.search.SearchUnavailable;

/** What administrators may know of the index, and do to it. */
final class SearchAdministration {
    private static final double MILLIS = 1_000;

    private final Feed feed;
    private final boolean configured;

    SearchAdministration(Feed feed, boolean configured) {
        this.feed = feed;
        this.configured = configured;
    }

    SearchStatus status() {
        Callers.admin();
        return look();
    }

    SearchStatus rebuild() {
        Callers.admin();
        if (!configured) {
            throw new ProblemException(Problem.UNAVAILABLE, "This installation has no search index");
        }
        feed.rebuild();
        return look();
    }

    /** Whoever asks. */
    SearchStatus look() {
        double lag = feed.lag().toMillis() / MILLIS;
        try {
            return feed.index()
                    .map(open -> new SearchStatus(true, feed.waiting(), lag, open.unreadCount()))
                    .orElseGet(() -> new SearchStatus(false, feed.waiting(), lag, 0));
        } catch (SearchUnavailable e) {
            return new SearchStatus(false, feed.waiting(), lag, 0);
        }
    }
}
