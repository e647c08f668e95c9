package dev.cairn.desktop.engine;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.JournalEntry;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.PendingCommit;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.index.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal in memory; what was saved survives everything but being lost on purpose. */
final class SimJournal implements Journal {
    private static final int PLACES_MAX = 8;

    private final Map<NodeId, RemoteNode> remote = new HashMap<>();
    private final Map<NodeId, SyncedNode> synced = new HashMap<>();
    private final Map<NodeId, LocalNode> local = new HashMap<>();
    private final Map<String, String> facts = new HashMap<>();
    private final List<PendingCommit> pending = new ArrayList<>();

    private final Map<ContentId, Manifest> manifests = new HashMap<>();

    /** Whether its disk is full. */
    boolean full;
    /** How often something was saved. */
    int saves;

    SimJournal copy() {
        var copy = new SimJournal();
        copy.remote.putAll(remote);
        copy.synced.putAll(synced);
        copy.local.putAll(local);
        copy.facts.putAll(facts);
        copy.pending.addAll(pending);
        copy.manifests.putAll(manifests);
        return copy;
    }

    @Override
    public void load(Replica into) {
        remote.values().forEach(into.remote()::put);
        synced.values().forEach(into.synced()::put);
        local.values().forEach(into.local()::put);
        into.saved();
    }

    @Override
    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    @Override
    public List<PendingCommit> pending() {
        return List.copyOf(pending);
    }

    @Override
    public void save(Replica changed, JournalEntry entry) throws IOException {
        if (full) {
            throw new IOException("there is no room on the disk of the journal");
        }
        saves++;
        keep(changed.remote(), remote);
        keep(changed.synced(), synced);
        keep(changed.local(), local);
        changed.saved();
        facts.putAll(entry.facts);
        pending.addAll(entry.sending);
        pending.removeIf(batch -> entry.answered.contains(batch.id()));
        manifests.putAll(entry.manifests);
        entry.clear();
    }

    private static <N extends TreeEntry> void keep(Tree<N> tree, Map<NodeId, N> kept) {
        for (var id : tree.touched()) {
            var node = tree.get(id);
            if (node == null) {
                kept.remove(id);
            } else {
                kept.put(id, node);
            }
        }
    }

    @Override
    public Optional<Manifest> manifest(ContentId content) {
        return Optional.ofNullable(manifests.get(content));
    }

    @Override
    public List<ChunkPlace> chunk(ChunkId chunk) {
        var places = new ArrayList<ChunkPlace>();
        manifests.forEach((content, manifest) -> {
            long at = 0;
            for (var piece : manifest.chunks()) {
                if (piece.id().equals(chunk) && places.size() < PLACES_MAX) {
                    places.add(new ChunkPlace(content, at));
                }
                at += piece.length();
            }
        });
        return places;
    }

    @Override
    public void tidy() {
        var named = new HashSet<ContentId>();
        synced.values().stream()
                .filter(node -> !node.folder())
                .forEach(node -> named.add(node.fileState().content()));
        for (var node : local.values()) {
            var content = node.content();
            if (content != null) {
                named.add(content);
            }
        }
        manifests.keySet().retainAll(named);
    }

    @Override
    public void close() {}
}
