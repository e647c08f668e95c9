package dev.cairn.web.trash;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.TrashEntry;
import dev.cairn.web.files.FileKind;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpaceChoice;
import dev.cairn.web.shell.WideColumns;
import dev.cairn.web.shell.Wording;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The trash of a space. */
@Route(value = Places.TRASH + "/:space?", layout = MainLayout.class)
@PageTitle("Trash – Cairn")
@PermitAll
public final class TrashView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    /** Older entries are listed when newer ones have gone. */
    private static final int ENTRIES_MAX = 5_000;

    private static final int PAGE = 1_000;

    private static final String NAME_CELL = """
            <div class="cairn-name">
              <span class="cairn-kind ${item.style}"><span class="i i-${item.icon}" aria-hidden="true"></span></span>
              <span class="cairn-name-text"><span title="${item.name}">${item.name}</span>
              <small class="cairn-always">${item.place}</small></span>
            </div>""";

    private final transient SignedIn signedIn;
    private final transient NodeApi nodes;
    private final transient InstantSource clock;
    private final SpaceChoice choice;
    private final Grid<TrashEntry> grid = new Grid<>();
    private final Div place = new Div();
    private final Button restore = Glyph.button("history", "Restore", () -> restore(grid.getSelectedItems()));
    private final Button purge = Glyph.button("trash", "Delete for good", () -> askPurge(grid.getSelectedItems()));
    private final Button empty = Glyph.button("trash", "Empty the trash", this::askEmpty);
    private transient @Nullable Space space;
    private transient List<TrashEntry> entries = List.of();

    public TrashView(SignedIn signedIn, SpaceApi spaces, NodeApi nodes, InstantSource clock) {
        this.signedIn = signedIn;
        this.nodes = nodes;
        this.clock = clock;
        this.choice = new SpaceChoice(signedIn, spaces, Places.TRASH);
        addClassName("cairn-view");
        place.addClassName("cairn-place");
        restore.addThemeVariants(ButtonVariant.PRIMARY);
        purge.addThemeVariants(ButtonVariant.ERROR);
        var buttons = new Div(choice, restore, purge, empty);
        buttons.addClassName("cairn-row");
        var head = new Div(new H1("Trash"), buttons);
        head.addClassName("cairn-head");
        columns();
        add(head, place);
    }

    private void columns() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.addColumn(LitRenderer.<TrashEntry>of(NAME_CELL)
                        .withProperty("name", entry -> entry.node().name())
                        .withProperty(
                                "style", entry -> FileKind.of(entry.node()).style())
                        .withProperty("icon", entry -> FileKind.of(entry.node()).icon())
                        .withProperty("place", TrashView::origin))
                .setHeader("Name")
                .setFlexGrow(1)
                .setRowHeader(true);
        var size = grid.addColumn(entry -> entry.node() instanceof Node.File file ? Wording.size(file.size()) : "")
                .setHeader("Size")
                .setWidth("7rem")
                .setFlexGrow(0);
        var deleted = grid.addColumn(
                        entry -> Wording.of(clock.instant()).time(entry.deleted()) + " · " + entry.deletedBy())
                .setHeader("Deleted")
                .setWidth("15rem")
                .setFlexGrow(0);
        WideColumns.of(grid, List.of(size, deleted));
        grid.addSelectionListener(event -> showButtons());
    }

    private static String origin(TrashEntry entry) {
        int slash = entry.path().lastIndexOf('/');
        return slash < 0 ? "Was at the top" : "Was in " + entry.path().substring(0, slash);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        space = choice.choose(event.getRouteParameters().get("space").orElse(null));
        show();
    }

    private Space space() {
        return java.util.Objects.requireNonNull(space, "a view is shown after navigation");
    }

    private void show() {
        entries = read();
        grid.deselectAll();
        grid.setItems(entries);
        place.removeAll();
        if (entries.isEmpty()) {
            place.add(new EmptyState(
                    "trash",
                    "The trash is empty",
                    "What you delete stays here for a while, so that you can get it back."));
        } else {
            place.add(grid);
        }
        showButtons();
    }

    private void showButtons() {
        var chosen = !grid.getSelectedItems().isEmpty();
        var edits = space().role().includes(SpaceRole.EDITOR);
        var manages = space().role().includes(SpaceRole.MANAGER);
        restore.setVisible(edits && chosen);
        purge.setVisible(manages && chosen);
        empty.setVisible(manages && !chosen && !entries.isEmpty());
    }

    private List<TrashEntry> read() {
        var all = new ArrayList<TrashEntry>();
        @Nullable String after = null;
        do {
            var from = after;
            var page = signedIn.call(() -> nodes.trash(space().id(), from, PAGE));
            all.addAll(page.entries());
            after = page.next();
        } while (after != null && all.size() < ENTRIES_MAX);
        return all;
    }

    private void restore(Set<TrashEntry> chosen) {
        chosen.forEach(entry ->
                signedIn.call(() -> nodes.restore(space().id(), entry.node().id())));
        Notice.done(words(chosen) + " restored");
        show();
    }

    private void askPurge(Collection<TrashEntry> chosen) {
        var doomed = List.copyOf(chosen);
        var dialog = new ConfirmDialog();
        dialog.setHeader("Delete " + words(doomed) + " for good?");
        dialog.setText("This cannot be undone.");
        dialog.setCancelable(true);
        dialog.setConfirmText("Delete for good");
        dialog.setConfirmButtonTheme("primary error");
        dialog.addConfirmListener(event -> {
            doomed.forEach(entry ->
                    signedIn.run(() -> nodes.purge(space().id(), entry.node().id())));
            Notice.done(words(doomed) + " deleted for good");
            show();
        });
        dialog.open();
    }

    private void askEmpty() {
        askPurge(entries);
    }

    private static String words(Collection<TrashEntry> chosen) {
        return chosen.size() == 1
                ? "“" + chosen.iterator().next().node().name() + "”"
                : Wording.count(chosen.size(), "item");
    }
}
