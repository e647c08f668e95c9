package dev.cairn.desktop.engine;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.desktop.index.Edit;
import dev.cairn.desktop.index.PendingCommit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Edits on their way to the server: in order, in batches, one batch at a time. */
final class Commits {
    private static final int EDITS_MAX = 1_000;
    private static final int MANIFEST_BYTES_MAX = 8 << 20;
    /** So many edits in a row that are refused alone are not to blame themselves: something is wrong with the server. */
    private static final int ALONE_MAX = 20;

    private final Deque<Edit> waiting = new ArrayDeque<>();
    private final Map<ContentId, Manifest> manifests = new HashMap<>();
    private final Deque<PendingCommit> unanswered = new ArrayDeque<>();
    private boolean inFlight;
    /** Batches are this big at most: smaller for a while after one was refused as a whole, down to the edit it was about. */
    private int editsMax = EDITS_MAX;

    private int refusedAlone;

    /** Batches an earlier process sent, or meant to. They come first. */
    void resume(List<PendingCommit> earlier) {
        unanswered.addAll(earlier);
    }

    void add(Edit edit) {
        waiting.add(edit);
    }

    void add(Edit edit, Manifest manifest) {
        manifests.put(manifest.id(), manifest);
        waiting.add(edit);
    }

    boolean isIdle() {
        return waiting.isEmpty() && unanswered.isEmpty();
    }

    int size() {
        return waiting.size()
                + unanswered.stream().mapToInt(batch -> batch.edits().size()).sum();
    }

    /** Nodes with edits on the way. */
    Set<NodeId> nodes() {
        var nodes = new HashSet<NodeId>();
        waiting.forEach(edit -> nodes.add(edit.node()));
        unanswered.forEach(batch -> batch.edits().forEach(edit -> nodes.add(edit.node())));
        return nodes;
    }

    /**
     * The batch to be sent now; null when there is none or one is in flight. A new one has to be in the journal before it is
     * sent: it is handed to {@code remember} first.
     */
    @Nullable
    PendingCommit next(Supplier<UUID> ids, Consumer<PendingCommit> remember) {
        if (inFlight || isIdle()) {
            return null;
        }
        if (unanswered.isEmpty()) {
            var batch = batch(ids.get());
            unanswered.add(batch);
            remember.accept(batch);
        }
        inFlight = true;
        return unanswered.element();
    }

    /** The batch was taken, whatever became of each edit in it. */
    void answered(PendingCommit batch) {
        end(batch);
        refusedAlone = 0;
        editsMax = Math.min(EDITS_MAX, 2 * editsMax);
    }

    /**
     * The batch was refused as a whole, for something that can be in one of its edits.
     *
     * @return whether its edits are to be sent again at once, in smaller batches
     */
    boolean refused(PendingCommit batch) {
        end(batch);
        int size = batch.edits().size();
        if (refusedAlone == ALONE_MAX) {
            refusedAlone = 0;
            return false;
        }
        if (size > 1) {
            editsMax = size / 2;
            return true;
        }
        if (++refusedAlone == ALONE_MAX) {
            editsMax = EDITS_MAX;
        }
        return false;
    }

    /** The batch was refused as a whole, for something that would be so for every other. */
    void refusedForNow(PendingCommit batch) {
        end(batch);
    }

    private void end(PendingCommit batch) {
        unanswered.remove(batch);
        inFlight = false;
    }

    /** Whether it was applied is not known: it will be sent again. */
    void unanswered() {
        inFlight = false;
    }

    private PendingCommit batch(UUID id) {
        var edits = new ArrayList<Edit>();
        var named = new LinkedHashSet<Manifest>();
        long bytes = 0;
        while (!waiting.isEmpty() && edits.size() < editsMax) {
            var edit = waiting.element();
            if (edit.operation() instanceof Operation.PutFile put) {
                var manifest = manifests.get(put.content());
                if (manifest == null) {
                    throw new IllegalStateException("an edit names content nobody read");
                }
                long more = BundleWriter.manifestFrameBytes(manifest);
                if (bytes > 0 && bytes + more > MANIFEST_BYTES_MAX) {
                    break;
                }
                bytes += more;
                named.add(manifest);
            }
            edits.add(waiting.remove());
        }
        if (waiting.isEmpty()) {
            manifests.clear();
        }
        return new PendingCommit(id, bundle(named), edits);
    }

    private static byte[] bundle(Set<Manifest> manifests) {
        if (manifests.isEmpty()) {
            return new byte[0];
        }
        var bytes = new ByteArrayOutputStream();
        try {
            var bundle = new BundleWriter(bytes);
            for (var manifest : manifests) {
                bundle.manifest(manifest);
            }
            bundle.end();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
