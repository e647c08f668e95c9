package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Replica;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which folders of the space are not kept on this device (ADR 0162). Which these are is in the journal before anything is removed
 * because of it; what was agreed on and is not here is forgotten in the same save, so that it never looks deleted.
 */
final class Selection {
    private static final String FACT = "unselected";

    private final Replica trees;
    private final LocalFiles files;
    private final Ledger ledger;
    private Set<NodeId> unselected = Set.of();

    Selection(Replica trees, LocalFiles files, Ledger ledger) {
        this.trees = trees;
        this.files = files;
        this.ledger = ledger;
    }

    /** Goes on with what an earlier process was told. */
    void resume() {
        var known = ledger.fact(FACT, "");
        unselected = known.isEmpty()
                ? Set.of()
                : Arrays.stream(known.split(" "))
                        .map(id -> new NodeId(UUID.fromString(id)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** From now on these folders, and nothing else, are not kept here. Returns whether that is news. */
    boolean choose(Set<NodeId> wanted) {
        var folders = new HashSet<>(wanted);
        folders.remove(trees.root());
        if (folders.equals(unselected)) {
            return false;
        }
        var changed = new HashSet<>(folders);
        changed.addAll(unselected);
        for (var id : changed) {
            if (folders.contains(id) != unselected.contains(id)) {
                // What is gone was not deleted: it may be gone because it was not selected.
                trees.remote().subtree(id).stream()
                        .filter(each -> !isHere(each))
                        .forEach(trees.synced()::remove);
            }
        }
        unselected = Set.copyOf(folders);
        ledger.note(FACT, folders.stream().map(NodeId::toString).sorted().collect(Collectors.joining(" ")));
        return true;
    }

    /** Whether it is on disk now, whatever was seen there last. */
    private boolean isHere(NodeId id) {
        var path = trees.local().path(id);
        try {
            return path != null && files.stat(path) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Nodes of the server in folders that are not selected, with these folders, as the server's tree is now. */
    Predicate<NodeId> unselected() {
        if (unselected.isEmpty()) {
            return id -> false;
        }
        var nodes = new HashSet<NodeId>();
        for (var id : unselected) {
            if (trees.remote().contains(id) && !nodes.contains(id)) {
                nodes.addAll(trees.remote().subtree(id));
            }
        }
        return nodes::contains;
    }
}
