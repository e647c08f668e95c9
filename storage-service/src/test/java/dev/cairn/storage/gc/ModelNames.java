package dev.cairn.storage.gc;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names as metadata keeps them, of one space, in memory: what must never lose its bytes. */
final class ModelNames implements CensusApi {
    final SpaceId space;
    private final TreeMap<Integer, ContentId> names = new TreeMap<>();
    private SpaceCensus.State state = SpaceCensus.State.KEPT;
    private int next;
    private long fence;
    private long released;

    ModelNames(SpaceId space) {
        this.space = space;
    }

    /** Names a content, if it was pinned late enough. */
    synchronized void commit(long pinned, ContentId content) {
        if (pinned < fence) {
            throw new ProblemException(Problem.EXPIRED, "pin again", Map.of("fence", Long.toString(fence)));
        }
        names.put(next++, content);
    }

    /** Takes a name away for good. */
    synchronized void purge(int name) {
        if (names.remove(name) != null) {
            released++;
        }
    }

    /** Gives the content of a name another one too, and takes the first away: a name moves, the content always has one. */
    synchronized void restore(int name) {
        var content = names.get(name);
        if (content != null) {
            names.put(next++, content);
            purge(name);
        }
    }

    synchronized List<Integer> names() {
        return List.copyOf(names.keySet());
    }

    synchronized Optional<ContentId> content(int name) {
        return Optional.ofNullable(names.get(name));
    }

    synchronized List<ContentId> named() {
        return List.copyOf(new TreeSet<>(names.values()));
    }

    synchronized void becomes(SpaceCensus.State now) {
        state = now;
        if (now != SpaceCensus.State.KEPT) {
            names.clear();
        }
    }

    /** As metadata that was used before with another index. */
    synchronized void raiseFence(long epoch) {
        fence = Math.max(fence, epoch);
    }

    @Override
    public synchronized List<SpaceCensus> spaces(List<SpaceId> spaces) {
        var known = new ArrayList<SpaceCensus>();
        for (var asked : spaces) {
            known.add(
                    asked.equals(space)
                            ? new SpaceCensus(space, state, fence, released)
                            : new SpaceCensus(asked, SpaceCensus.State.UNKNOWN, 0, 0));
        }
        return known;
    }

    @Override
    public synchronized SpaceCensus fence(SpaceId asked, long epoch) {
        if (asked.equals(space)) {
            raiseFence(epoch);
        }
        return spaces(List.of(asked)).getFirst();
    }

    @Override
    public synchronized byte[] contents(SpaceId asked, @Nullable ContentId after, int limit) {
        // Small pages, so that names come and go between two of them.
        var all = new TreeSet<>(names.values());
        var rest = after == null ? all : all.tailSet(after, false);
        var page = rest.stream().limit(Math.min(limit, 2)).toList();
        return (page.size() == 2
                        ? CensusPage.more(page, next)
                        : CensusPage.last(page, next, new CensusPage.Count(all.size(), next)))
                .encode();
    }
}
