package dev.cairn.web.files;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.CommentApi;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.FavouriteApi;
import dev.cairn.contracts.metadata.GrantApi;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.sync.DeltaApi;
import dev.cairn.web.share.MembersDialog;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpacesChanged;
import dev.cairn.web.shell.Wording;
import dev.cairn.web.transfer.Transfers;
import dev.cairn.web.transfer.UploadTarget;
import dev.cairn.web.transfer.Uploads;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder of a space: {@code /files/{space}/{node}}; a file's address opens its folder with the file selected. */
@Route(value = Places.FILES + "/:space?/:node?", layout = MainLayout.class)
@RouteAlias(value = "", layout = MainLayout.class)
@PermitAll
public final class FilesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int DEPTH_MAX = 200;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient GrantApi grants;
    private final transient NodeApi nodes;
    private final transient DeltaApi deltas;
    private final transient FileActions actions;
    private final transient Uploads uploads;

    private final Div crumbs = new Div();
    private final Div head = new Div();
    private final Div place = new Div();
    private final Div empty = new Div();
    private final Div note = new Div();
    private final FileGrid grid;
    private final SelectionBar selection;

    private transient @Nullable Shown shown;
    private transient @Nullable Follower follower;

    /** What is on the screen. */
    private record Shown(Space space, Node folder, Listing listing) {}

    public FilesView(
            SignedIn signedIn,
            SpaceApi spaces,
            GrantApi grants,
            NodeApi nodes,
            LinkApi links,
            CommentApi comments,
            FavouriteApi favourites,
            DeltaApi deltas,
            Edits edits,
            Transfers transfers,
            InstantSource clock) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.grants = grants;
        this.nodes = nodes;
        this.deltas = deltas;
        this.actions = new FileActions(signedIn, nodes, links, comments, favourites, edits, transfers, clock);
        this.uploads = transfers.uploads(UI.getCurrent(), signedIn);
        this.grid = new FileGrid(clock, this::address, this::open);
        this.selection = new SelectionBar(grid, actions);
        addClassName("cairn-view");
        place.addClassName("cairn-place");
        head.addClassName("cairn-head");
        note.addClassName("cairn-note");
        crumbs.addClassName("cairn-crumbs");
        place.add(grid, empty, note, dropHint());
        add(head, selection, place);
        grid.onKey(this::key);
        grid.onDropOnFolder((dragged, folder) -> actions.move(shown().space(), dragged, folder));
        new FileMenu(grid, actions, this::open, () -> shown().space());
    }

    private static Component dropHint() {
        var hint = new Div(new Glyph("upload"), new Span("Drop files and folders to upload them here"));
        hint.addClassName("cairn-drop");
        hint.getElement().setAttribute("aria-hidden", "true");
        return hint;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (event.getLocation().getPath().isEmpty()) {
            event.forwardTo(Places.FILES + "/" + Places.PERSONAL);
            return;
        }
        var key = event.getRouteParameters().get("space").orElse(Places.PERSONAL);
        var id = event.getRouteParameters().get("node").orElse(null);
        try {
            var space = signedIn.call(() -> spaces.space(key));
            if (!space.role().sees()) {
                event.forwardTo(Places.files(space));
                return;
            }
            var node = signedIn.call(() -> nodes.node(space.id(), id == null ? space.root() : NodeId.of(id)))
                    .node();
            if (node instanceof Node.File file && file.parent() != null) {
                show(
                        space,
                        signedIn.call(() -> nodes.node(space.id(), file.parent()))
                                .node());
                grid.reveal(file);
            } else {
                show(space, node);
            }
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                event.rerouteToError(NotFoundException.class);
                return;
            }
            throw e;
        } catch (IllegalArgumentException e) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    private void show(Space space, Node folder) {
        var before = shown;
        shown = new Shown(space, folder, Listing.read(signedIn, nodes, space, folder.id()));
        grid.deselectAll();
        selection.at(space);
        showHead(space, folder);
        showList();
        var label = folder.name().isEmpty() ? Places.name(space) : folder.name();
        uploads.into(UploadTarget.folder(space, folder.id(), label, FileActions.edits(space)));
        if (before == null || !before.space().id().equals(space.id()) || follower == null) {
            follow(space);
        }
    }

    private Shown shown() {
        return Objects.requireNonNull(shown, "a view is shown after navigation");
    }

    private void showHead(Space space, Node folder) {
        head.removeAll();
        crumbs.removeAll();
        crumbs.add(path(space, folder));
        head.add(crumbs);
        var buttons = new Div();
        buttons.addClassName("cairn-row");
        if (space.kind() != SpaceKind.PERSONAL) {
            buttons.add(
                    Glyph.quiet("people", "Members", () -> new MembersDialog(signedIn, spaces, grants, space).open()));
        }
        if (FileActions.edits(space)) {
            var create = Glyph.button("newfolder", "New folder", () -> actions.createFolder(space, folder.id()));
            create.addClassName("cairn-foldable");
            create.setAriaLabel("New folder");
            buttons.add(create, uploadButton());
        }
        head.add(buttons);
    }

    private static Component uploadButton() {
        var files = Glyph.button("upload", "Upload", () -> {});
        files.addThemeVariants(ButtonVariant.PRIMARY);
        Uploads.picker(files, false);
        var more = new Button(new Glyph("chevron"));
        more.addThemeVariants(ButtonVariant.PRIMARY);
        more.setAriaLabel("More ways to upload");
        more.addClassName("cairn-split-more");
        var menu = new ContextMenu(more);
        menu.setOpenOnClick(true);
        Uploads.picker(menu.addItem("Files …"), false);
        Uploads.picker(menu.addItem("Folder …"), true);
        var split = new Div(files, more);
        split.addClassName("cairn-split");
        return split;
    }

    private Trail path(Space space, Node folder) {
        var path = new ArrayList<Node>();
        for (var at = folder; at.parent() != null && path.size() < DEPTH_MAX; ) {
            path.addFirst(at);
            var parent = at.parent();
            at = signedIn.call(() -> nodes.node(space.id(), parent)).node();
        }
        return new Trail(space, path);
    }

    private void showList() {
        var now = shown();
        var none = now.listing().nodes().isEmpty();
        grid.setVisible(!none);
        empty.setVisible(none);
        empty.removeAll();
        if (none) {
            empty.add(emptyState(now));
        }
        grid.show(now.listing().nodes());
        note.setText("This folder has very many entries. The first " + Listing.MAX
                + " by name are shown; search finds all.");
        note.setVisible(now.listing().cut());
    }

    private static EmptyState emptyState(Shown now) {
        if (!FileActions.edits(now.space())) {
            return new EmptyState("folder", "Nothing here yet", "When somebody adds files, you see them here.");
        }
        var pick = Glyph.button("upload", "Choose files", () -> {});
        pick.addThemeVariants(ButtonVariant.PRIMARY);
        Uploads.picker(pick, false);
        return new EmptyState(
                "upload",
                "Drop files here",
                "Files and whole folders. They are on all your devices a moment later.",
                pick);
    }

    private @Nullable String address(Node node) {
        var now = shown;
        return now != null && node instanceof Node.Folder ? Places.files(now.space(), node.id()) : null;
    }

    private void open(Node node) {
        var space = shown().space();
        if (node instanceof Node.File file) {
            actions.preview(space, file);
        } else {
            getUI().ifPresent(ui -> ui.navigate(Places.files(space, node.id())));
        }
    }

    private void key(String key, @Nullable Node row) {
        var space = shown().space();
        switch (key) {
            case "Enter" -> {
                if (row != null) {
                    open(row);
                }
            }
            case "F2" -> {
                if (row != null && FileActions.edits(space)) {
                    actions.rename(space, row);
                }
            }
            case "Delete" -> {
                var chosen =
                        grid.hasSelection() ? grid.getSelectedItems() : row == null ? List.<Node>of() : List.of(row);
                if (!chosen.isEmpty() && FileActions.edits(space)) {
                    actions.delete(space, chosen);
                    grid.deselectAll();
                }
            }
            default -> {
                var parent = shown().folder().parent();
                if (parent != null) {
                    getUI().ifPresent(ui -> ui.navigate(Places.files(space, parent)));
                }
            }
        }
    }

    // ---- changes made elsewhere ----

    private void follow(Space space) {
        stopFollowing();
        var ui = UI.getCurrent();
        follower = new Follower(
                signedIn,
                deltas,
                space,
                delta -> later(ui, () -> changed(delta)),
                problem -> later(ui, () -> ended(problem)));
    }

    private static void later(UI ui, com.vaadin.flow.server.Command command) {
        try {
            var queued = ui.access(command);
            Objects.requireNonNull(queued);
        } catch (com.vaadin.flow.component.UIDetachedException e) {
            // The page is gone; its view will stop following when it is detached.
        }
    }

    private void changed(Delta delta) {
        var now = shown;
        if (now == null || !now.space().id().equals(delta.space())) {
            return;
        }
        if (delta.reset() || delta.more()) {
            reload(now);
            return;
        }
        if (now.listing().apply(delta.changes())) {
            showList();
        }
        if (delta.changes().stream()
                .anyMatch(change -> change.id().equals(now.folder().id()))) {
            reload(now);
        }
        SpacesChanged.tell(UI.getCurrent());
    }

    private void reload(Shown now) {
        try {
            show(
                    now.space(),
                    signedIn.call(() ->
                                    nodes.node(now.space().id(), now.folder().id()))
                            .node());
        } catch (ProblemException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            Notice.failed("This folder was moved away or deleted.");
            getUI().ifPresent(ui -> ui.navigate(Places.files(now.space())));
        }
    }

    private void ended(ProblemException problem) {
        if (problem.problem() != Problem.UNAUTHENTICATED) {
            Notice.failed("You no longer have access to this space.");
            SpacesChanged.tell(UI.getCurrent());
            getUI().ifPresent(ui -> ui.navigate(""));
        }
    }

    private void stopFollowing() {
        if (follower != null) {
            follower.close();
            follower = null;
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        uploads.zone(this);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stopFollowing();
        super.onDetach(event);
    }

    @Override
    public String getPageTitle() {
        var now = shown;
        if (now == null) {
            return "Cairn";
        }
        return (now.folder().name().isEmpty()
                        ? Places.name(now.space())
                        : now.folder().name()) + " – Cairn";
    }

    /** For the selection bar. */
    static String counted(int number) {
        return Wording.count(number, "item") + " selected";
    }
}
