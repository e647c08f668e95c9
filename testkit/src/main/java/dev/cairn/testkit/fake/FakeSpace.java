package dev.cairn.testkit.fake;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of one space: its live nodes, its trash and the order of its changes. Guarded by the {@link FakeTree} it is in. */
final class FakeSpace {
    /** Names in order of their UTF-8 bytes. */
    static final Comparator<String> BYTEWISE = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    final SpaceId id;
    final SpaceKind kind;
    final String name;
    final String slug;
    final NodeId root;
    final Instant created;
    final Map<AccountId, Member> members = new LinkedHashMap<>();
    final Map<NodeId, Node> live = new HashMap<>();
    final Map<NodeId, List<Version>> versions = new HashMap<>();
    final Map<NodeId, Trashed> trash = new LinkedHashMap<>();
    final Map<NodeId, Operation.NoteConflict> conflicts = new LinkedHashMap<>();
    final Map<OperationId, OperationResult> results = new HashMap<>();
    long epoch;
    long sequence;

    @Nullable
    Long quotaBytes;

    private final Map<NodeId, NavigableMap<String, NodeId>> children = new HashMap<>();
    private final NavigableMap<Long, NodeId> changed = new TreeMap<>();
    private final Map<NodeId, Long> tombstones = new HashMap<>();
    /** Nodes that lay in a folder when it was deleted, and their last change: who has not heard of that still knows them elsewhere. */
    private final Map<NodeId, Long> buried = new HashMap<>();

    /** A deleted node with all that was below it. */
    record Trashed(Node top, List<Node> below, String path, Instant deleted, String deletedBy) {}

    FakeSpace(SpaceId id, SpaceKind kind, String name, String slug, NodeId root, Instant created, long epoch) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.slug = slug;
        this.root = root;
        this.created = created;
        this.epoch = epoch;
        put(new Node.Folder(root, null, "", 0, created));
    }

    Cursor cursor() {
        return new Cursor(epoch, sequence);
    }

    @Nullable
    Node child(NodeId parent, String childName) {
        var childId = children(parent).get(childName);
        return childId == null ? null : live.get(childId);
    }

    NavigableMap<String, NodeId> children(NodeId parent) {
        return children.computeIfAbsent(parent, _ -> new TreeMap<>(BYTEWISE));
    }

    /** Makes the node live, or puts it in the place of what it was, at the next sequence. */
    Node put(Node node) {
        var before = live.get(node.id());
        if (before != null) {
            forget(before);
        }
        var tombstone = tombstones.remove(node.id());
        if (tombstone != null) {
            changed.remove(tombstone);
        }
        var grave = buried.remove(node.id());
        if (grave != null) {
            changed.remove(grave);
        }
        sequence++;
        var now = at(node, sequence);
        live.put(now.id(), now);
        changed.put(sequence, now.id());
        if (now.parent() != null) {
            children(now.parent()).put(now.name(), now.id());
        }
        return now;
    }

    /** Ends the life of a node and of all below; one tombstone tells it to all who knew them below it. */
    long remove(Node top) {
        for (var node : subtree(top)) {
            forget(node);
            if (!node.id().equals(top.id())) {
                buried.put(node.id(), node.sequence());
                changed.put(node.sequence(), node.id());
            }
            live.remove(node.id());
            children.remove(node.id());
        }
        sequence++;
        tombstones.put(top.id(), sequence);
        changed.put(sequence, top.id());
        return sequence;
    }

    private void forget(Node node) {
        changed.remove(node.sequence());
        if (node.parent() != null) {
            children(node.parent()).remove(node.name());
        }
    }

    /** The sequence at which the node was deleted; null when it was not, or lay in a folder that was. */
    @Nullable
    Long tombstone(NodeId node) {
        return tombstones.get(node);
    }

    /** The node and all below, parents first. */
    List<Node> subtree(Node top) {
        var all = new ArrayList<Node>();
        all.add(top);
        for (int i = 0; i < all.size(); i++) {
            for (var childId : children(all.get(i).id()).values()) {
                all.add(Objects.requireNonNull(live.get(childId)));
            }
        }
        return all;
    }

    String path(Node node) {
        var parent = node.parent() == null ? null : live.get(node.parent());
        if (parent == null) {
            return node.name();
        }
        var above = path(parent);
        return above.isEmpty() ? node.name() : above + "/" + node.name();
    }

    boolean isInside(NodeId node, NodeId folder) {
        for (var at = live.get(node); at != null; at = at.parent() == null ? null : live.get(at.parent())) {
            if (at.id().equals(folder)) {
                return true;
            }
        }
        return false;
    }

    List<Change> changesAfter(long position) {
        return changed.tailMap(position, false).entrySet().stream()
                .map(entry -> change(entry.getValue(), entry.getKey()))
                .toList();
    }

    private Change change(NodeId node, long at) {
        var now = live.get(node);
        return now == null ? new Change.Removed(node, at) : new Change.Upserted(now);
    }

    Delta delta(@Nullable String from, int limit) {
        var position = from == null ? null : Cursor.parse(from).orElse(null);
        boolean reset = position == null || position.epoch() != epoch || position.sequence() > sequence;
        var changes = changesAfter(reset || position == null ? 0 : position.sequence());
        if (reset) {
            changes = changes.stream().filter(Change.Upserted.class::isInstance).toList();
        }
        boolean more = changes.size() > limit;
        var page = more ? changes.subList(0, limit) : changes;
        long end = more ? page.getLast().sequence() : sequence;
        var told = parentsFirst(page, reset || position == null ? 0 : position.sequence());
        return new Delta(id, told, cursor().at(end).toString(), more, reset);
    }

    /** Folders above a node that whoever is at {@code position} may not know yet come before it, and again at their own place. */
    private List<Change> parentsFirst(List<Change> page, long position) {
        var told = new ArrayList<Change>();
        var known = new HashSet<NodeId>();
        for (var change : page) {
            if (change instanceof Change.Upserted(Node node)) {
                var above = new ArrayDeque<Node>();
                for (var at = parent(node); at != null && at.sequence() > position; at = parent(at)) {
                    above.push(at);
                }
                for (var folder : above) {
                    if (known.add(folder.id())) {
                        told.add(new Change.Upserted(folder));
                    }
                }
                known.add(node.id());
            }
            told.add(change);
        }
        return List.copyOf(told);
    }

    private @Nullable Node parent(Node node) {
        return node.parent() == null ? null : live.get(node.parent());
    }

    long usedBytes() {
        return versions.values().stream()
                .flatMap(List::stream)
                .mapToLong(Version::size)
                .sum();
    }

    private static Node at(Node node, long sequence) {
        return switch (node) {
            case Node.Folder folder ->
                new Node.Folder(folder.id(), folder.parent(), folder.name(), sequence, folder.modified());
            case Node.File file ->
                new Node.File(
                        file.id(),
                        file.parent(),
                        file.name(),
                        sequence,
                        file.modified(),
                        file.version(),
                        file.content(),
                        file.size(),
                        file.executable(),
                        file.attributes());
        };
    }
}
