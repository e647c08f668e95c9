package dev.cairn.metadata.node;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.metadata.quota.Quota;
import dev.cairn.metadata.space.Access;
import dev.cairn.metadata.space.SpaceEntry;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a locked space's tree that one transaction works on. Rows are read in sets before the work begins (and singly
 * when the work needs more), changed in memory, and written in sets at the end: a batch of 500 edits costs a dozen statements.
 * Every row in it has all its ancestors in it. Not thread-safe; lives as long as the transaction.
 */
public final class Tree {
    /** Most characters of paths that people are told of one transaction. */
    private static final int NOTED_LENGTH_MAX = 256 * 1024;

    private final Access access;
    private final JdbcTree store;
    private final Instant now;

    private final Map<NodeId, NodeRow> rows = new HashMap<>();
    private final Ancestry ancestry = new Ancestry(rows);
    private final Set<NodeId> missing = new HashSet<>();
    private final Map<Place, @Nullable NodeId> places = new HashMap<>();
    /** The rows changed so far, as the database has them; null for those it has not. */
    private final Map<NodeId, @Nullable NodeRow> before = new HashMap<>();

    private final List<VersionRow> versions = new ArrayList<>();
    /** By the copy. */
    private final Map<NodeId, ConflictRow> conflicts = new LinkedHashMap<>();

    private final List<Event.Note> notes = new ArrayList<>();
    private final List<Consumer<JdbcRoundTrip>> rest = new ArrayList<>();
    private final Fitting fitting;
    private final EarlierChanges earlier;
    private long sequence;
    private long addedBytes;
    private long addedNodes;
    private boolean untold;
    private int notedLength;

    Tree(Access access, JdbcTree store, Instant now) {
        this.access = access;
        this.store = store;
        this.now = now;
        this.sequence = access.space().sequence();
        this.fitting = new Fitting(access.space().id(), store, rows, before.keySet());
        this.earlier = new EarlierChanges(access.space(), store);
    }

    /** Whose change this is, and where. */
    public Access access() {
        return access;
    }

    /** When the transaction began. */
    public Instant now() {
        return now;
    }

    /** The space's position after what was changed so far. */
    public Cursor cursor() {
        return access.space().cursor().at(sequence);
    }

    /** What the space holds after what was changed so far. */
    public Quota quota() {
        return access.told(new Quota(
                access.space().usedBytes() + addedBytes, access.space().quotaBytes()));
    }

    /** Reads what the work will ask for. */
    void prefetch(Collection<NodeId> ids, Collection<Place> wanted) {
        load(ids);
        lookUp(wanted);
    }

    /**
     * Takes what was read for the work before it began.
     *
     * @param ids asked for, with everything above them
     * @param wanted asked for; their folders are among the ids
     */
    void take(
            Collection<NodeId> ids, Collection<NodeRow> nodes, Collection<Place> wanted, Collection<NodeRow> atPlaces) {
        nodes.forEach(this::register);
        atPlaces.forEach(this::register);
        ids.stream().filter(id -> !rows.containsKey(id)).forEach(missing::add);
        wanted.forEach(place -> places.putIfAbsent(place, null));
    }

    /** A node, deleted or not. */
    public @Nullable NodeRow find(NodeId id) {
        if (!rows.containsKey(id) && !missing.contains(id)) {
            load(List.of(id));
        }
        return rows.get(id);
    }

    /** A node that is not deleted and in no deleted folder. */
    public @Nullable NodeRow live(NodeId id) {
        var row = find(id);
        return row != null && ancestry.live(row) ? row : null;
    }

    /** The live node at a place; the parent was found before. */
    public @Nullable NodeRow child(NodeId parent, String name) {
        var place = new Place(parent, name);
        if (!places.containsKey(place)) {
            lookUp(List.of(place));
        }
        var id = places.get(place);
        return id == null ? null : rows.get(id);
    }

    /** Where the nodes of this tree are. */
    public Ancestry ancestry() {
        return ancestry;
    }

    /**
     * Whether who knows the space as of a cursor knows what is in a folder. Not when the cursor is of another space or history, nor when
     * more than {@link EarlierChanges#MAX} nodes of the space changed since: then nobody looks.
     */
    public boolean isKnown(NodeRow folder, String asOf) {
        var cursor = Cursor.parse(asOf).orElse(null);
        return cursor != null
                && cursor.epoch() == access.space().epoch()
                && !changedBelow(folder.id(), cursor.sequence());
    }

    /** Whether somebody changed something live in {@code folder} after {@code after} and before this transaction, or may have. */
    private boolean changedBelow(NodeId folder, long after) {
        var changed = earlier.since(after, this::load);
        return changed.isEmpty()
                || changed.get()
                        .map(id -> Objects.requireNonNull(rows.get(id)))
                        .anyMatch(
                                row -> !row.id().equals(folder) && ancestry.live(row) && ancestry.within(row, folder));
    }

    /**
     * Why a node, new or with everything that is in it, cannot lie in this folder under this name: it would be too deep, or its
     * path too long. Nothing when it can.
     */
    public Optional<String> misfit(NodeRow node, NodeRow parent, String name) {
        return fitting.misfit(node, parent, name);
    }

    /** Takes a new or changed row at the next position; the row as it is now. */
    public NodeRow put(NodeRow draft) {
        var row = draft.at(++sequence);
        var old = rows.put(row.id(), row);
        missing.remove(row.id());
        if (!before.containsKey(row.id())) {
            before.put(row.id(), old);
        }
        if (old == null) {
            addedNodes++;
        } else {
            leave(old);
        }
        if (row.trashed() == null && row.parent() != null) {
            places.put(new Place(row.parent(), row.name()), row.id());
        }
        return row;
    }

    /** As {@link #put}, for a file that gets new bytes: keeps them as a version. The quota was asked. */
    public NodeRow putVersion(NodeRow draft) {
        var row = put(draft);
        var body = Objects.requireNonNull(row.body(), "only files have versions");
        var caller = access.caller();
        versions.add(new VersionRow(
                row.id(),
                row.sequence(),
                body,
                row.modified(),
                now,
                caller.account(),
                caller.name(),
                caller.device(),
                null));
        addedBytes += body.size();
        return row;
    }

    /** Puts a live node into the trash, with everything in it. */
    public NodeRow trash(NodeRow row) {
        var path = ancestry.path(row);
        note(Event.Action.DELETED, row);
        return put(row.trashed(new NodeRow.Trashed(now, access.caller().name(), path)));
    }

    /** As {@link #put}, for a node that is told to be a conflict copy. */
    NodeRow putConflict(NodeRow copy, ConflictRow conflict) {
        conflicts.put(conflict.copy(), conflict);
        return put(copy);
    }

    /**
     * Takes positions for rows that are changed in the database itself, because they may be too many for the memory. The event
     * of this transaction then only announces; readers fetch.
     *
     * @return the last position before those
     */
    public long skip(long count) {
        long last = sequence;
        sequence += count;
        untold |= count > 0;
        return last;
    }

    /**
     * Remembers what people are told; the first {@link Event#CHANGES_MAX} of a transaction, and fewer when their paths are very
     * long.
     */
    public void note(Event.Action action, NodeRow node) {
        if (notes.size() == Event.CHANGES_MAX || notedLength > NOTED_LENGTH_MAX) {
            return;
        }
        var path = ancestry.path(node);
        notedLength += path.length();
        if (notedLength <= NOTED_LENGTH_MAX) {
            notes.add(new Event.Note(action, node.id(), path, node.isFolder()));
        }
    }

    private void leave(NodeRow old) {
        if (old.trashed() == null && old.parent() != null) {
            var place = new Place(old.parent(), old.name());
            if (old.id().equals(places.get(place)) || !places.containsKey(place)) {
                places.put(place, null);
            }
        }
    }

    /** Has something written together with the rows, even when none of them changed. */
    void alsoWrite(Consumer<JdbcRoundTrip> what) {
        rest.add(what);
    }

    /** Writes everything; the space as it is then. */
    SpaceEntry flush(JdbcRoundTrip trip) {
        var space = access.space();
        var inserts = new ArrayList<NodeRow>();
        var updates = new ArrayList<NodeRow>();
        for (var row : changed()) {
            (before.get(row.id()) == null ? inserts : updates).add(row);
        }
        store.park(trip, space.id(), inTheWay(inserts, updates));
        store.insert(trip, space.id(), inserts);
        store.update(trip, space.id(), updates);
        store.insertVersions(trip, space.id(), versions);
        store.insertConflicts(trip, space.id(), access.caller(), conflicts.values());
        rest.forEach(what -> what.accept(trip));
        return space.after(sequence, addedNodes, addedBytes);
    }

    /** What this transaction tells the world; null when it changed nothing. */
    Event.@Nullable NodesChanged event() {
        if (before.isEmpty()) {
            return null;
        }
        var space = access.space();
        boolean complete = !untold && before.size() <= Event.CHANGES_MAX;
        return new Event.NodesChanged(
                space.id(),
                space.name(),
                space.sequence(),
                sequence,
                cursor().toString(),
                complete ? changes() : List.of(),
                complete,
                List.copyOf(notes),
                access.caller().account(),
                access.caller().name(),
                access.caller().device());
    }

    /** A node as clients see it; null when it is deleted. */
    @Nullable
    Node view(NodeId id) {
        var row = live(id);
        return row == null ? null : row.view();
    }

    private List<Change> changes() {
        return ChangeOrder.parentsFirst(
                changed(), ancestry, row -> row.sequence() > access.space().sequence());
    }

    private List<NodeRow> changed() {
        return before.keySet().stream()
                .map(id -> Objects.requireNonNull(rows.get(id)))
                .sorted(Comparator.comparingLong(NodeRow::sequence))
                .toList();
    }

    /** Nodes that leave places which others take in the same transaction: the database looks at every row on its own. */
    private Set<NodeId> inTheWay(List<NodeRow> inserts, List<NodeRow> updates) {
        var left = new HashMap<Place, NodeId>();
        for (var row : updates) {
            var old = before.get(row.id());
            if (old != null && old.trashed() == null && old.parent() != null) {
                left.put(new Place(old.parent(), old.name()), row.id());
            }
        }
        var parked = new LinkedHashSet<NodeId>();
        if (!left.isEmpty()) {
            findParked(inserts, left, parked);
            findParked(updates, left, parked);
        }
        return parked;
    }

    private static void findParked(List<NodeRow> takers, Map<Place, NodeId> left, Set<NodeId> parked) {
        for (var row : takers) {
            if (row.trashed() == null && row.parent() != null) {
                var holder = left.get(new Place(row.parent(), row.name()));
                if (holder != null && !holder.equals(row.id())) {
                    parked.add(holder);
                }
            }
        }
    }

    private void load(Collection<NodeId> ids) {
        var unknown = ids.stream()
                .filter(id -> !rows.containsKey(id) && !missing.contains(id))
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        store.withAncestors(access.space().id(), unknown).values().forEach(this::register);
        unknown.stream().filter(id -> !rows.containsKey(id)).forEach(missing::add);
    }

    private void lookUp(Collection<Place> wanted) {
        var unknown = wanted.stream()
                .filter(place -> !places.containsKey(place))
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        var known = unknown.stream()
                .filter(place -> rows.containsKey(place.parent()))
                .toList();
        if (!known.isEmpty()) {
            store.atPlaces(access.space().id(), known).forEach(this::register);
        }
        unknown.forEach(place -> places.putIfAbsent(place, null));
    }

    /** Takes a row read from the database, unless this transaction has changed it. */
    private NodeRow register(NodeRow row) {
        var present = rows.putIfAbsent(row.id(), row);
        if (present != null) {
            return present;
        }
        missing.remove(row.id());
        if (row.trashed() == null && row.parent() != null) {
            places.putIfAbsent(new Place(row.parent(), row.name()), row.id());
        }
        return row;
    }
}
