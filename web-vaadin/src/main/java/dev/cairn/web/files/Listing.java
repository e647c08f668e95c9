package dev.cairn.web.files;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.web.shell.SignedIn;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The children of one folder, read once and then kept fresh by the changes of the space. Not thread-safe. */
final class Listing {
    /** A folder with more shows its first so many by name. */
    static final int MAX = 20_000;

    private final NodeId folder;
    private final Map<NodeId, Node> children = new LinkedHashMap<>();
    private boolean cut;

    private Listing(NodeId folder) {
        this.folder = folder;
    }

    static Listing read(SignedIn signedIn, NodeApi nodes, Space space, NodeId folder) {
        var listing = new Listing(folder);
        @Nullable String after = null;
        do {
            var from = after;
            var page = signedIn.call(() -> nodes.children(space.id(), folder, from, NodeApi.PAGE_MAX));
            page.nodes().forEach(node -> listing.children.put(node.id(), node));
            after = page.next();
        } while (after != null && listing.children.size() < MAX);
        listing.cut = after != null;
        return listing;
    }

    Collection<Node> nodes() {
        return Collections.unmodifiableCollection(children.values());
    }

    @Nullable
    Node node(NodeId id) {
        return children.get(id);
    }

    /** Whether there is more than is shown. */
    boolean cut() {
        return cut;
    }

    /** Takes changes of the space in; true when the listing is another now. */
    boolean apply(List<Change> changes) {
        boolean changed = false;
        for (var change : changes) {
            if (change instanceof Change.Upserted(Node node) && folder.equals(node.parent())) {
                if (children.size() < MAX || children.containsKey(node.id())) {
                    children.put(node.id(), node);
                    changed = true;
                } else {
                    cut = true;
                }
            } else {
                changed |= children.remove(change.id()) != null;
            }
        }
        return changed;
    }
}
