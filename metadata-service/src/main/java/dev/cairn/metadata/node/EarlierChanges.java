package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.metadata.space.SpaceEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What changed in a space before the present transaction, read as far back as somebody asked. */
final class EarlierChanges {
    /** Most changes that are looked at; who is farther behind has to catch up first. */
    static final int MAX = 10_000;

    private final SpaceEntry space;
    private final JdbcTree store;
    /** Latest first, all after {@link #since}. */
    private final List<NodeRow> known = new ArrayList<>();

    private long since;
    /** There are too many changes after this position, and so after every smaller one. */
    private long tooOld = -1;

    EarlierChanges(SpaceEntry space, JdbcTree store) {
        this.space = space;
        this.store = store;
        this.since = space.sequence();
    }

    /**
     * The nodes changed after a position, trashed ones left out; nothing when they are more than {@link #MAX}.
     *
     * @param fresh told of those that were not asked for before
     */
    Optional<Stream<NodeId>> since(long after, Consumer<Collection<NodeId>> fresh) {
        if (after <= tooOld) {
            return Optional.empty();
        }
        if (after < since) {
            int room = MAX - known.size();
            var older = store.changedBetween(space.id(), after, since, room + 1);
            if (older.size() > room) {
                tooOld = after;
                return Optional.empty();
            }
            fresh.accept(older.stream().map(NodeRow::id).toList());
            known.addAll(older);
            since = after;
        }
        return Optional.of(
                known.stream().takeWhile(row -> row.sequence() > after).map(NodeRow::id));
    }
}
