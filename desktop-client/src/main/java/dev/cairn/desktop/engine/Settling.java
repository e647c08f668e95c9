package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what users wrote durable on this disk, at leisure. Until then it is on the server, but a power cut may take it away
 * here, and that must not look like an edit.
 */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final int NODES_MAX = 500;

    private final Replica trees;
    private final LocalFiles files;
    private final Workers workers;
    private final InstantSource clock;
    private final Set<NodeId> unsettled = new HashSet<>();
    private Instant at = Instant.MIN;
    private boolean underWay;
    private boolean inVain;

    Settling(Replica trees, LocalFiles files, Workers workers, InstantSource clock) {
        this.trees = trees;
        this.files = files;
        this.workers = workers;
        this.clock = clock;
    }

    /** Takes up what an earlier process left. */
    void resume() {
        for (var node : trees.synced().all()) {
            if (!node.settled()) {
                unsettled.add(node.id());
            }
        }
    }

    void add(NodeId id) {
        unsettled.add(id);
    }

    void remove(NodeId id) {
        unsettled.remove(id);
    }

    void forget() {
        unsettled.clear();
    }

    boolean isDone() {
        return unsettled.isEmpty();
    }

    List<NodeId> unsettled() {
        return List.copyOf(unsettled);
    }

    /**
     * Writing to this disk has failed. The system reports that once and forgets what it could not write: asked again, it says
     * that all is well. Nothing is believed to be durable before the system was started anew and what is there was read again.
     */
    void inVain() {
        inVain = true;
    }

    boolean isInVain() {
        return inVain;
    }

    /** Nodes agreed on the strength of such a disk. */
    void doubt(Set<NodeId> ids) {
        for (var id : ids) {
            var synced = trees.synced().get(id);
            if (synced != null && !id.equals(trees.root())) {
                trees.synced().put(synced.doubted());
                unsettled.add(id);
            }
        }
    }

    void later() {
        at = clock.instant().plus(AFTER);
    }

    /** When there will be something to begin; null: not by itself. */
    @Nullable
    Instant nextTime() {
        return unsettled.isEmpty() || underWay || inVain ? null : at;
    }

    /** Begins with some of it if it is time to; nothing else is under way. */
    void settle() {
        var now = clock.instant();
        if (unsettled.isEmpty() || underWay || inVain || now.isBefore(at)) {
            return;
        }
        at = now.plus(AFTER);
        var nodes = new ArrayList<SyncedNode>();
        var paths = new ArrayList<String>();
        for (var id : unsettled) {
            var synced = trees.synced().get(id);
            var path = trees.local().path(id);
            if (synced != null && path != null && trees.local().contains(id)) {
                nodes.add(synced);
                paths.add(path);
            }
            if (nodes.size() >= NODES_MAX) {
                at = now;
                break;
            }
        }
        if (nodes.isEmpty()) {
            unsettled.clear();
            return;
        }
        underWay = true;
        workers.submit(Workers.Lane.BYTES, () -> sync(nodes, paths), e -> {
            LOG.warn("Not settled", e);
            return new Event.Settled(List.of(), false);
        });
    }

    private Event sync(List<SyncedNode> nodes, List<String> paths) {
        var done = new ArrayList<SyncedNode>();
        var folders = new HashSet<String>();
        try {
            files.syncFiles(IntStream.range(0, nodes.size())
                    .filter(i -> !nodes.get(i).folder())
                    .mapToObj(paths::get)
                    .toList());
        } catch (IOException e) {
            return notSettled(e);
        }
        for (int i = 0; i < nodes.size(); i++) {
            try {
                var stamp = files.stat(paths.get(i));
                if (stamp != null && stamp.sameAs(nodes.get(i).stamp())) {
                    // It was this very file that was synced, not one that came to have its name.
                    folders.add(FileNames.parent(paths.get(i)));
                    done.add(nodes.get(i));
                }
            } catch (IOException e) {
                LOG.debug("not settled: {}", paths.get(i), e);
            }
        }
        try {
            for (var folder : folders) {
                files.syncFolder(folder);
            }
        } catch (IOException e) {
            return notSettled(e);
        }
        return new Event.Settled(done, false);
    }

    /** A file that may not be opened says nothing about the disk. */
    private static Event notSettled(IOException e) {
        LOG.debug("not settled", e);
        return new Event.Settled(List.of(), !(e instanceof FileSystemException));
    }

    void settled(List<SyncedNode> nodes) {
        underWay = false;
        for (var node : nodes) {
            unsettled.remove(node.id());
            var synced = trees.synced().get(node.id());
            if (synced != null && synced.stamp().equals(node.stamp())) {
                trees.synced().put(synced.asSettled());
            } else if (synced != null && !synced.settled()) {
                unsettled.add(node.id());
            }
        }
    }
}
