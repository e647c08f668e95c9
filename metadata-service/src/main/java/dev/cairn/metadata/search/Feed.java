package dev.cairn.metadata.search;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.metadata.outbox.CommitListener;
import dev.cairn.search.FeedMark;
import dev.cairn.search.SearchIndex;
import dev.cairn.search.SearchUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries changes into the index, by the change sequence of each space from where the index says it is: so nothing is missed, whoever
 * dies, and an empty index is filled. The commit of an event rings for its space; a sweep finds what nobody rang for.
 */
final class Feed implements CommitListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration UNAVAILABLE_PAUSE = Duration.ofSeconds(10);
    /** Pages after which what came so far is made findable, although more is waiting. */
    private static final int PAGES_BETWEEN_REFRESHES = 20;

    private final JdbcChangedFiles changes;
    private final Supplier<SearchIndex> opening;
    private final Ring unread;
    private final InstantSource clock;
    private final SearchProperties properties;
    private final Ring changed = new Ring();
    private final Map<SpaceId, Instant> waiting = new LinkedHashMap<>();
    private final Map<SpaceId, FeedMark> marks = new HashMap<>();
    private volatile @Nullable SearchIndex index;
    private volatile boolean rebuild;
    private boolean told;
    private Instant swept = Instant.EPOCH;
    private Instant synced;
    private Instant expunged;

    /** @param unread is rung when there may be files to read */
    Feed(
            JdbcChangedFiles changes,
            Supplier<SearchIndex> opening,
            Ring unread,
            InstantSource clock,
            SearchProperties properties) {
        this.changes = changes;
        this.opening = opening;
        this.unread = unread;
        this.clock = clock;
        this.properties = properties;
        synced = clock.instant();
        expunged = clock.instant();
    }

    /** The index, once it is open. */
    Optional<SearchIndex> index() {
        return Optional.ofNullable(index);
    }

    @Override
    public void committed(SpaceId space) {
        synchronized (waiting) {
            waiting.putIfAbsent(space, clock.instant());
        }
        changed.ring();
    }

    /** How many spaces wait. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** How long the eldest change waits that is known and not in the index. */
    Duration lag() {
        synchronized (waiting) {
            return waiting.values().stream()
                    .min(Instant::compareTo)
                    .map(since -> Duration.between(since, clock.instant()))
                    .orElse(Duration.ZERO);
        }
    }

    /** Begins anew, soon. */
    void rebuild() {
        rebuild = true;
        changed.ring();
    }

    /** One turn of the feed's thread; nobody else calls it. */
    Duration turn(Background.Stop stop) {
        try {
            var open = open();
            if (rebuild) {
                rebuild = false;
                open.clear();
                marks.clear();
                swept = Instant.EPOCH;
            }
            if (due(swept, properties.sweep())) {
                sweep();
                swept = clock.instant();
            }
            carry(open, stop);
            keep(open);
            told = false;
        } catch (SearchUnavailable e) {
            if (!told) {
                LOG.warn("only names are found for now", e);
                told = true;
            }
            letGo();
            return UNAVAILABLE_PAUSE;
        }
        changed.await(REST);
        return Duration.ZERO;
    }

    private SearchIndex open() {
        var open = index;
        if (open == null) {
            open = opening.get();
            marks.putAll(open.marks());
            index = open;
        }
        return open;
    }

    private boolean due(Instant last, Duration every) {
        return !clock.instant().isBefore(last.plus(every));
    }

    /** Whoever is not where the database is waits; what the database does not know any more waits to be erased. */
    private void sweep() {
        var spaces = changes.spaces();
        synchronized (waiting) {
            for (var space : spaces.values()) {
                if (!space.mark().equals(marks.get(space.id()))) {
                    waiting.putIfAbsent(space.id(), clock.instant());
                }
            }
            for (var known : marks.keySet()) {
                if (!spaces.containsKey(known)) {
                    waiting.putIfAbsent(known, clock.instant());
                }
            }
        }
    }

    private void carry(SearchIndex open, Background.Stop stop) {
        List<SpaceId> spaces;
        synchronized (waiting) {
            spaces = new ArrayList<>(waiting.keySet());
        }
        for (var space : spaces) {
            if (stop.isRequested()) {
                return;
            }
            Instant since;
            synchronized (waiting) {
                // Whoever commits from now on rings again.
                since = waiting.remove(space);
            }
            try {
                carry(open, space, stop);
            } catch (SearchUnavailable e) {
                synchronized (waiting) {
                    waiting.put(space, since == null ? clock.instant() : since);
                }
                throw e;
            } catch (RuntimeException e) {
                // The others go on; the next sweep comes back to it.
                LOG.warn("the changes of space {} cannot be indexed now", space, e);
            }
        }
    }

    private void carry(SearchIndex open, SpaceId id, Background.Stop stop) {
        var found = changes.space(id);
        if (found.isEmpty()) {
            if (marks.containsKey(id)) {
                open.erase(id);
                marks.remove(id);
            }
            return;
        }
        var space = found.get();
        var mark = marks.getOrDefault(id, new FeedMark(space.mark().epoch(), 0));
        if (mark.epoch() != space.mark().epoch() || (mark.sequence() > 0 && mark.sequence() < space.keptSince())) {
            // What was purged since is not known any more.
            open.erase(id);
            mark = new FeedMark(space.mark().epoch(), 0);
        }
        for (int pages = 1; mark.sequence() < space.mark().sequence() && !stop.isRequested(); pages++) {
            var page = changes.page(space, mark.sequence());
            mark = new FeedMark(mark.epoch(), page.upTo());
            open.apply(id, page.changed(), page.gone(), mark);
            marks.put(id, mark);
            if (pages % PAGES_BETWEEN_REFRESHES == 0) {
                refresh(open);
            }
        }
        refresh(open);
    }

    private void refresh(SearchIndex open) {
        open.refresh();
        unread.ring();
    }

    private void keep(SearchIndex open) {
        if (due(synced, properties.sync())) {
            open.sync();
            synced = clock.instant();
        }
        if (due(expunged, properties.expunge())) {
            forgetPurged(open);
            open.expunge();
            expunged = clock.instant();
        }
    }

    /** The feed passes a folder that is purged, and not what was in it. */
    private void forgetPurged(SearchIndex open) {
        for (var known : List.copyOf(marks.entrySet())) {
            var space = known.getKey();
            var page = changes.purged(space, 0);
            while (!page.isEmpty()) {
                open.apply(
                        space,
                        List.of(),
                        page.stream().map(JdbcChangedFiles.Purged::file).toList(),
                        known.getValue());
                page = changes.purged(space, page.getLast().sequence());
            }
        }
    }

    /** After a full disk, say, a writer stays closed for good: the next turn opens another. */
    private void letGo() {
        try {
            close();
        } catch (RuntimeException e) {
            LOG.debug("the search index does not close", e);
        }
        marks.clear();
    }

    @Override
    public void close() {
        var open = index;
        index = null;
        if (open != null) {
            open.close();
        }
    }
}
