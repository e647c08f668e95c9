package dev.cairn.desktop.select;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.Selection;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.session.HomeLock;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Which folders of one space are kept on this device: says it, and takes what its user wants. That is durable when a method
 * returns; a client that runs takes notice within a second, another with its next start. When another process changes the same for
 * more than ten seconds, {@link dev.cairn.desktop.session.CannotException}.
 */
public final class FolderChoice {
    private final Home home;
    private final SyncedFolder folder;
    private final FolderTree tree;

    /** @param server the server's tree as the client knows it */
    public FolderChoice(Home home, SyncedFolder folder, Tree<RemoteNode> server) {
        this.home = home;
        this.folder = folder;
        this.tree = new FolderTree(server, folder.root());
    }

    /** All folders of the space but its root, each before those in it, by name. */
    public List<ChosenFolder> folders() throws IOException {
        return tree.folders(unselected());
    }

    /** Keeps folders with all that is in them; all or none of these. Paths are from the synced folder on; empty: everything. */
    public void select(List<String> paths) throws IOException, NoSuchFolderException {
        change(paths, tree::select);
    }

    /** Leaves folders out; all or none of these. They stay on the server. {@link IllegalArgumentException} when there are too many. */
    public void unselect(List<String> paths) throws IOException, NoSuchFolderException {
        change(paths, tree::unselect);
    }

    /** What is not selected once somebody has wished something about a path. */
    private interface Wish {
        Set<NodeId> with(Set<NodeId> unselected, String path) throws NoSuchFolderException;
    }

    private void change(List<String> paths, Wish wish) throws IOException, NoSuchFolderException {
        // Else what somebody says at the same time in another process would be lost.
        try (var _ = HomeLock.toChoose(home)) {
            var chosen = unselected();
            for (var path : paths) {
                chosen = wish.with(chosen, path);
            }
            home.keepSelection(folder, Selection.of(chosen));
        }
    }

    private Set<NodeId> unselected() throws IOException {
        return home.selection(folder).orElse(Selection.ALL).unselected();
    }
}
