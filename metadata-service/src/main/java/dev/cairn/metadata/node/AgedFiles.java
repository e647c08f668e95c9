package dev.cairn.metadata.node;

import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.metadata.space.Access;
import dev.cairn.metadata.space.SpaceEntry;
import dev.cairn.metadata.space.SpaceGate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that got nothing new for long, and their way into the trash. Asks for no role: rules of the space want it. */
public final class AgedFiles {
    /** Whom people are told. */
    private static final String DELETED_BY = "a lifecycle rule";

    private final SpaceGate gate;
    private final Keys keys;
    private final JdbcTree store;
    private final TreeEdits edits;
    private final InstantSource clock;

    AgedFiles(SpaceGate gate, Keys keys, JdbcTree store, TreeEdits edits, InstantSource clock) {
        this.gate = gate;
        this.keys = keys;
        this.store = store;
        this.edits = edits;
        this.clock = clock;
    }

    /**
     * Some of the files that were looked at.
     *
     * @param aged by the version they had
     * @param next where to go on; null: nowhere
     */
    public record Page(
            Map<NodeId, VersionId> aged, @Nullable String next) {}

    /** Looks at up to {@code limit} files whose paths begin with {@code prefix}, behind one: which got nothing new after {@code until}. */
    public Page look(SpaceId space, String prefix, String after, Instant until, int limit) {
        var entry = gate.peekForUpkeep(space);
        if (entry.isEmpty()) {
            return new Page(Map.of(), null);
        }
        var page = keys.flat(space, entry.get().root(), prefix, after, limit);
        var newest = new HashMap<NodeId, VersionId>();
        for (var file : page.files()) {
            if (file.node() instanceof Node.File found) {
                newest.put(found.id(), found.version());
            }
        }
        newest.keySet().retainAll(store.unchangedSince(space, newest, until));
        return new Page(newest, page.next());
    }

    /**
     * Moves those of these files to the trash that have the same version still and a path with the prefix. Part of the caller's
     * transaction, which holds {@code space}.
     *
     * @return how many
     */
    public int delete(SpaceEntry space, Map<NodeId, VersionId> aged, String prefix) {
        var nobody = new Caller(space.owner(), DELETED_BY, Set.of(), null, true, new AccessToken(""));
        var tree = new Tree(new Access(space, SpaceRole.OWNER, nobody), store, clock.instant());
        tree.prefetch(aged.keySet(), List.of());
        int deleted = 0;
        for (var file : aged.entrySet()) {
            var row = tree.live(file.getKey());
            if (row != null
                    && row.body() != null
                    && row.body().version().equals(file.getValue())
                    && tree.ancestry().path(row).startsWith(prefix)) {
                tree.note(Event.Action.DELETED, row);
                tree.put(row.trashed(new NodeRow.Trashed(
                        tree.now(), DELETED_BY, tree.ancestry().path(row))));
                deleted++;
            }
        }
        edits.write(tree);
        return deleted;
    }
}
