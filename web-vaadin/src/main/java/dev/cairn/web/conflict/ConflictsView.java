package dev.cairn.web.conflict;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.cairn.contracts.metadata.Conflict;
import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.EmptyState;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.MainLayout;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpaceChoice;
import dev.cairn.web.shell.Wording;
import dev.cairn.web.transfer.Transfers;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conflicts of a space, both versions of each beside each other. */
@Route(value = Places.CONFLICTS + "/:space?", layout = MainLayout.class)
@PageTitle("Conflicts – Cairn")
@PermitAll
public final class ConflictsView extends Div implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    /** More are listed when these are settled. */
    private static final int SHOWN_MAX = 200;

    private final transient SignedIn signedIn;
    private final transient ConflictApi conflicts;
    private final transient Transfers transfers;
    private final transient InstantSource clock;
    private final SpaceChoice choice;
    private final Div page = new Div();
    private transient @Nullable Space space;

    public ConflictsView(
            SignedIn signedIn, SpaceApi spaces, ConflictApi conflicts, Transfers transfers, InstantSource clock) {
        this.signedIn = signedIn;
        this.conflicts = conflicts;
        this.transfers = transfers;
        this.clock = clock;
        this.choice = new SpaceChoice(signedIn, spaces, Places.CONFLICTS);
        addClassName("cairn-view");
        var head = new Div(new H1("Conflicts"), choice);
        head.addClassName("cairn-head");
        page.addClassName("cairn-page");
        add(head, page);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        space = choice.choose(event.getRouteParameters().get("space").orElse(null));
        show();
    }

    private Space space() {
        return Objects.requireNonNull(space, "a view is shown after navigation");
    }

    private void show() {
        page.removeAll();
        var open = signedIn.call(() -> conflicts.conflicts(space().id(), null, SHOWN_MAX));
        if (open.conflicts().isEmpty() && open.next() == null) {
            page.add(new EmptyState(
                    "check",
                    "There are no conflicts",
                    "When two devices change the same file at once, both versions are kept, and you choose here."));
        }
        open.conflicts().forEach(conflict -> page.add(card(conflict)));
        if (open.next() != null) {
            page.add(new Paragraph("There are more. They are shown when these are settled."));
        }
    }

    private Div card(Conflict conflict) {
        var card = new Div(new H2(conflict.original().name()));
        card.addClassName("cairn-card");
        card.add(new Paragraph(conflict.device() + " (" + conflict.authorName()
                + ") wrote another version while this one changed, "
                + Wording.of(clock.instant()).time(conflict.made()) + "."));
        var sides = new Div(
                side("Has the name", conflict, conflict.original(), conflict.originalPath(), Keep.ORIGINAL),
                side("From " + conflict.device(), conflict, conflict.copy(), conflict.copyPath(), Keep.COPY));
        sides.addClassName("cairn-sides");
        card.add(sides);
        if (edits()) {
            card.add(new Button("Keep both", click -> settle(conflict, Keep.BOTH)));
        }
        return card;
    }

    private Div side(String title, Conflict conflict, Node node, String path, Keep keep) {
        var heading = new Span(title);
        heading.addClassName("cairn-list-title");
        var where = new Span(path);
        where.addClassName("cairn-list-detail");
        where.setTitle(path);
        var what = new Span((node instanceof Node.File file ? Wording.size(file.size()) : "Folder") + " · changed "
                + Wording.of(clock.instant()).time(node.modified()));
        what.addClassName("cairn-list-detail");
        var buttons = new Div();
        buttons.addClassName("cairn-row");
        if (node instanceof Node.File file) {
            buttons.add(Glyph.button(
                    "download",
                    "Download",
                    () -> transfers.download(signedIn, space().id(), file.id(), file.name(), file.version())));
        }
        if (edits()) {
            var choose = new Button("Keep this one", click -> choose(conflict, keep));
            choose.addThemeVariants(ButtonVariant.PRIMARY);
            choose.setAriaLabel("Keep this one: " + path);
            buttons.add(choose);
        }
        var side = new Div(heading, where, what, buttons);
        side.addClassName("cairn-side");
        return side;
    }

    private boolean edits() {
        return space().role().includes(SpaceRole.EDITOR);
    }

    private void choose(Conflict conflict, Keep keep) {
        if (conflict.goes(keep) instanceof Node.Folder folder) {
            ask(conflict, keep, folder);
        } else {
            settle(conflict, keep);
        }
    }

    /** Nobody has seen all of a folder here. */
    private void ask(Conflict conflict, Keep keep, Node.Folder folder) {
        attempt(() -> {
            var detail = signedIn.call(() -> conflicts.conflict(space().id(), conflict.id()));
            var files = detail.filesThatGo(keep);
            var dialog = new ConfirmDialog();
            dialog.setHeader("Move the folder “" + folder.name() + "” to the trash?");
            dialog.setText((files == null
                            ? "More than " + ConflictDetail.NODES_COUNTED_MAX + " files and folders"
                            : Wording.count(files, "file"))
                    + " will go with it.");
            dialog.setCancelable(true);
            dialog.setConfirmText("Move to trash");
            dialog.setConfirmButtonTheme("primary error");
            dialog.addConfirmListener(event -> settle(conflict, keep));
            dialog.open();
        });
    }

    /** As it was shown: what somebody wrote meanwhile is not overruled. */
    private void settle(Conflict conflict, Keep keep) {
        attempt(() -> {
            signedIn.call(() -> conflicts.settle(space().id(), conflict.id(), conflict.settlement(keep)));
            Notice.done(
                    keep == Keep.BOTH
                            ? "Both stay as they are."
                            : "Settled. The other version is in the versions of the file or in the trash.");
            show();
        });
    }

    /** Shows how things stand when they are not any more as they were shown. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            if (e.problem() != Problem.STALE_BASE && e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            Notice.failed(e);
            show();
        }
    }
}
