package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.KeyPage;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.space.SpaceGate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree as object stores list it: files by the bytes of their path. Looks only into the folders the page needs: begins in
 * the folder the prefix names, goes past what lies before {@code after}, stops when the page is full.
 */
public final class Keys {
    private static final int CHUNK_MAX = 500;
    private static final int PROBE_CHUNK = 16;

    private final SpaceGate gate;
    private final JdbcListing listing;

    Keys(SpaceGate gate, JdbcListing listing) {
        this.gate = gate;
        this.listing = listing;
    }

    /** One page. Needs the VIEWER role. */
    public KeyPage page(SpaceId space, String prefix, String delimiter, @Nullable String after, int limit) {
        var access = gate.enter(space, SpaceRole.VIEWER);
        int size = Paging.limit(limit, NodeApi.PAGE_MAX);
        if (!delimiter.isEmpty() && !delimiter.equals("/")) {
            throw ProblemException.invalid("delimiter", "The delimiter is empty or \"/\"");
        }
        var from = after == null ? "" : Paging.text(after, "after");
        var root = access.space().root();
        if (delimiter.isEmpty()) {
            return flat(space, root, Paging.text(prefix, "prefix"), from, size);
        }
        var top = top(space, root, Paging.text(prefix, "prefix"));
        if (top == null) {
            return new KeyPage(List.of(), List.of(), null);
        }
        var walk = new KeyWalk(listing, space, top, prefix, from, Math.min(size + 1, CHUNK_MAX));
        return rolledUp(walk, space, top.path(), from, size);
    }

    /** Files whose path begins with a prefix, behind one. Asks for no role. */
    KeyPage flat(SpaceId space, NodeId root, String prefix, String after, int limit) {
        var top = top(space, root, prefix);
        if (top == null) {
            return new KeyPage(List.of(), List.of(), null);
        }
        return flat(new KeyWalk(listing, space, top, prefix, after, Math.min(limit + 1, CHUNK_MAX)), space, limit);
    }

    private static KeyPage flat(KeyWalk walk, SpaceId space, int size) {
        var files = new ArrayList<NodePath>();
        for (var entry = walk.next(); entry != null; entry = walk.next()) {
            if (entry.row().isFolder()) {
                walk.enter(entry);
            } else if (files.size() == size) {
                return new KeyPage(files, List.of(), files.getLast().path());
            } else {
                files.add(new NodePath(space, entry.key(), entry.row().view()));
            }
        }
        return new KeyPage(files, List.of(), null);
    }

    private KeyPage rolledUp(KeyWalk walk, SpaceId space, String path, String after, int size) {
        var files = new ArrayList<NodePath>();
        var prefixes = new ArrayList<String>();
        var last = path;
        for (var entry = walk.next(); entry != null; entry = walk.next()) {
            if (entry.row().isFolder() && (entry.key().equals(after) || !holdsFiles(space, entry, after))) {
                continue;
            }
            if (files.size() + prefixes.size() == size) {
                return new KeyPage(files, prefixes, last);
            }
            last = entry.key();
            if (entry.row().isFolder()) {
                prefixes.add(entry.key());
            } else {
                files.add(new NodePath(space, entry.key(), entry.row().view()));
            }
        }
        return new KeyPage(files, prefixes, null);
    }

    private boolean holdsFiles(SpaceId space, KeyWalk.Entry folder, String after) {
        var walk = new KeyWalk(
                listing, space, new KeyWalk.Top(folder.row().id(), folder.key()), folder.key(), after, PROBE_CHUNK);
        for (var entry = walk.next(); entry != null; entry = walk.next()) {
            if (!entry.row().isFolder()) {
                return true;
            }
            walk.enter(entry);
        }
        return false;
    }

    /** The folder the prefix names with everything up to its last slash; null when there is none. */
    private KeyWalk.@Nullable Top top(SpaceId space, NodeId root, String prefix) {
        int slash = prefix.lastIndexOf('/');
        if (slash < 0) {
            return new KeyWalk.Top(root, "");
        }
        var names = Names.parts(prefix.substring(0, slash));
        if (names.isEmpty()
                || names.size() > Ancestry.DEPTH_MAX
                || names.stream().anyMatch(name -> Names.flaw(name).isPresent())) {
            return null;
        }
        return listing.byPath(space, root, names)
                .filter(NodeRow::isFolder)
                .map(row -> new KeyWalk.Top(row.id(), prefix.substring(0, slash + 1)))
                .orElse(null);
    }
}
