package dev.cairn.bench.storage;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.FilePath;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.metadata.StoredVersion;
import dev.cairn.contracts.upload.Held;
import dev.cairn.contracts.upload.HoldApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names as the metadata service keeps them, in memory: which contents have one, and the fence of each space. Thread-safe. */
final class Names implements CensusApi, HoldApi, InventoryApi {
    private final Map<SpaceId, Space> spaces = new HashMap<>();

    private static final class Space {
        final TreeSet<ContentId> contents = new TreeSet<>();
        long fence;
        /** Changes so far. */
        long sequence;
    }

    private Space space(SpaceId id) {
        return spaces.computeIfAbsent(id, _ -> new Space());
    }

    /** Names a content that was pinned at this epoch; false, and nothing is named, when that is too long ago: pin it again. */
    synchronized boolean name(SpaceId id, ContentId content, long pinned) {
        var space = space(id);
        if (pinned < space.fence) {
            return false;
        }
        space.contents.add(content);
        space.sequence++;
        return true;
    }

    @Override
    public synchronized List<SpaceCensus> spaces(List<SpaceId> asked) {
        return asked.stream()
                .map(id -> new SpaceCensus(id, SpaceCensus.State.KEPT, space(id).fence, 0))
                .toList();
    }

    @Override
    public synchronized SpaceCensus fence(SpaceId id, long epoch) {
        var space = space(id);
        space.fence = Math.max(space.fence, epoch);
        return new SpaceCensus(id, SpaceCensus.State.KEPT, space.fence, 0);
    }

    @Override
    public synchronized byte[] contents(SpaceId id, @Nullable ContentId after, int limit) {
        var space = space(id);
        var rest = after == null ? space.contents : space.contents.tailSet(after, false);
        var page = rest.stream().limit(limit).toList();
        return (page.size() == limit
                        ? CensusPage.more(page, space.sequence)
                        : CensusPage.last(
                                page, space.sequence, new CensusPage.Count(space.contents.size(), space.sequence)))
                .encode();
    }

    /** Nothing: here all that is uploaded is named at once, or never. */
    @Override
    public Held oldest(SpaceId space) {
        return new Held(Long.MAX_VALUE);
    }

    /** None, so that verifying reads packs and not names. */
    @Override
    public List<SpaceId> spaces(@Nullable SpaceId after) {
        return List.of();
    }

    @Override
    public List<StoredVersion> versions(SpaceId space, @Nullable NodeId node, long sequence) {
        return List.of();
    }

    @Override
    public List<FilePath> paths(SpaceId space, List<NodeId> nodes) {
        return List.of();
    }
}
