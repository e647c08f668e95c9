package dev.cairn.desktop.watch;

import dev.cairn.contracts.id.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where to look: names in folders, whole folders, or everything. Not thread-safe. */
public final class Hints {
    private static final int NAMES_MAX = 2_000;

    private final Map<NodeId, Set<String>> names = new HashMap<>();
    private final Set<NodeId> folders = new HashSet<>();
    private boolean everything;

    /** Look at all. */
    public void everything() {
        everything = true;
    }

    /** Look at all names of a folder. */
    public void folder(NodeId folder) {
        folders.add(folder);
        names.remove(folder);
    }

    /** Look at one name of a folder. */
    public void name(NodeId folder, String name) {
        if (!folders.contains(folder)) {
            var known = names.computeIfAbsent(folder, key -> new HashSet<>());
            known.add(name);
            if (known.size() > NAMES_MAX) {
                folder(folder);
            }
        }
    }

    /** Adds all of another's. */
    public void addAll(Hints other) {
        everything |= other.everything;
        other.folders.forEach(this::folder);
        other.names.forEach((folder, each) -> each.forEach(name -> name(folder, name)));
    }

    /** Whether there is nothing to look at. */
    public boolean isEmpty() {
        return !everything && folders.isEmpty() && names.isEmpty();
    }

    /** Whether to look at all. */
    public boolean isEverything() {
        return everything;
    }

    /** Folders to be listed. */
    public Set<NodeId> folders() {
        return folders;
    }

    /** Single names. */
    public Map<NodeId, Set<String>> names() {
        return names;
    }

    /** What a folder was called. */
    void rename(NodeId from, NodeId to) {
        if (folders.remove(from)) {
            folder(to);
        }
        var known = names.remove(from);
        if (known != null) {
            known.forEach(name -> name(to, name));
        }
    }
}
