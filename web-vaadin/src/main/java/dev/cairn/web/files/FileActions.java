package dev.cairn.web.files;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.CommentApi;
import dev.cairn.contracts.metadata.FavouriteApi;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.archive.ArchiveAddress;
import dev.cairn.web.history.VersionsDialog;
import dev.cairn.web.remark.CommentsDialog;
import dev.cairn.web.share.LinkDialog;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.Wording;
import dev.cairn.web.transfer.Transfers;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a person can do with nodes of a space. Every action says what came of it. */
final class FileActions {
    private final SignedIn signedIn;
    private final NodeApi nodes;
    private final LinkApi links;
    private final CommentApi comments;
    private final FavouriteApi favourites;
    private final Edits edits;
    private final Transfers transfers;
    private final InstantSource clock;

    FileActions(
            SignedIn signedIn,
            NodeApi nodes,
            LinkApi links,
            CommentApi comments,
            FavouriteApi favourites,
            Edits edits,
            Transfers transfers,
            InstantSource clock) {
        this.signedIn = signedIn;
        this.nodes = nodes;
        this.links = links;
        this.comments = comments;
        this.favourites = favourites;
        this.edits = edits;
        this.transfers = transfers;
        this.clock = clock;
    }

    /** Shows a file. */
    void preview(Space space, Node.File file) {
        new PreviewDialog(
                        file,
                        transfers.address(signedIn, space.id(), file.id(), null),
                        () -> download(space, List.of(file)))
                .open();
    }

    /** One file as it is, everything else as an archive. */
    void download(Space space, Collection<Node> chosen) {
        if (chosen.size() == 1 && chosen.iterator().next() instanceof Node.File file) {
            transfers.download(signedIn, space.id(), file.id(), file.name(), null);
        } else if (chosen.size() <= ArchiveAddress.NODES_MAX) {
            transfers.download(ArchiveAddress.of(space.id(), chosen));
        } else {
            Notice.failed("At most " + ArchiveAddress.NODES_MAX + " things can be downloaded at once. Download their"
                    + " folder instead; it holds them all.");
        }
    }

    void createFolder(Space space, NodeId parent) {
        new NameDialog(
                        "New folder",
                        "Create",
                        "New folder",
                        name -> edits.createFolder(signedIn, space.id(), parent, name))
                .open();
    }

    void rename(Space space, Node node) {
        new NameDialog(
                        node instanceof Node.Folder ? "Rename folder" : "Rename file",
                        "Rename",
                        node.name(),
                        name -> edits.rename(signedIn, space.id(), node, name))
                .open();
    }

    void chooseTarget(Space space, Collection<Node> chosen) {
        var forbidden = chosen.stream().map(Node::id).collect(Collectors.toSet());
        new FolderPicker(
                        signedIn,
                        nodes,
                        space,
                        forbidden,
                        "Move " + words(chosen) + " to",
                        target -> move(space, chosen, target))
                .open();
    }

    void move(Space space, Collection<Node> chosen, Node target) {
        var back = chosen.stream().findFirst().map(Node::parent).orElse(null);
        if (target.id().equals(back)) {
            return;
        }
        var refused = edits.move(signedIn, space.id(), chosen, target.id());
        tell(refused, chosen.size());
        if (refused.isEmpty() && back != null) {
            Notice.done(
                    words(chosen) + " moved to " + (target.name().isEmpty() ? "the top" : "“" + target.name() + "”"),
                    () -> tell(edits.move(signedIn, space.id(), chosen, back), chosen.size()));
        }
    }

    void delete(Space space, Collection<Node> chosen) {
        var refused = edits.delete(signedIn, space.id(), chosen);
        tell(refused, chosen.size());
        var deleted = chosen.stream()
                .filter(node ->
                        refused.stream().noneMatch(refusal -> refusal.node().equals(node)))
                .toList();
        if (!deleted.isEmpty()) {
            Notice.done(words(deleted) + " moved to the trash", () -> restore(space, deleted));
        }
    }

    private void restore(Space space, List<Node> deleted) {
        try {
            deleted.forEach(node -> signedIn.call(() -> nodes.restore(space.id(), node.id())));
        } catch (ProblemException e) {
            Notice.failed(e);
        }
    }

    void share(Space space, Node node) {
        new LinkDialog(signedIn, links, clock, space, node).open();
    }

    void versions(Space space, Node.File file) {
        new VersionsDialog(signedIn, nodes, transfers, clock, space, file).open();
    }

    void comments(Space space, Node node) {
        new CommentsDialog(signedIn, comments, clock, space, node).open();
    }

    void favour(Space space, Node node) {
        try {
            signedIn.run(() -> favourites.add(space.id(), node.id()));
        } catch (ProblemException e) {
            Notice.failed(e);
            return;
        }
        Notice.done(
                "“" + node.name() + "” is among your favourites",
                () -> signedIn.run(() -> favourites.remove(space.id(), node.id())));
    }

    static boolean edits(Space space) {
        return space.role().includes(SpaceRole.EDITOR);
    }

    static String words(Collection<Node> chosen) {
        return chosen.size() == 1 ? "“" + chosen.iterator().next().name() + "”" : Wording.count(chosen.size(), "item");
    }

    private static void tell(List<Edits.Refusal> refusals, int asked) {
        if (refusals.isEmpty()) {
            return;
        }
        var first = refusals.getFirst();
        if (refusals.size() == 1) {
            Notice.failed("“" + first.node().name() + "”: " + Notice.words(first.problem()));
            return;
        }
        var dialog = new ConfirmDialog();
        dialog.setHeader(refusals.size() + " of " + asked + " could not be changed");
        dialog.setText("The first is “" + first.node().name() + "”: " + Notice.words(first.problem()));
        dialog.setConfirmText("OK");
        dialog.open();
    }
}
