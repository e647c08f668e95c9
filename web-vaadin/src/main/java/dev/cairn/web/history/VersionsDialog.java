package dev.cairn.web.history;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.Wording;
import dev.cairn.web.transfer.Transfers;
import java.time.InstantSource;

/** The versions of one file. */
public final class VersionsDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient NodeApi nodes;
    private final transient Transfers transfers;
    private final transient InstantSource clock;
    private final transient Space space;
    private final transient Node.File file;
    private final UnorderedList list = new UnorderedList();

    public VersionsDialog(
            SignedIn signedIn, NodeApi nodes, Transfers transfers, InstantSource clock, Space space, Node.File file) {
        this.signedIn = signedIn;
        this.nodes = nodes;
        this.transfers = transfers;
        this.clock = clock;
        this.space = space;
        this.file = file;
        setHeaderTitle("Versions of " + file.name());
        addClassName("cairn-dialog");
        list.addClassName("cairn-list");
        add(list);
        getFooter().add(new Button("Close", click -> close()));
        setWidth("34rem");
        show();
    }

    private void show() {
        list.removeAll();
        var versions = signedIn.call(() -> nodes.versions(space.id(), file.id()));
        for (var version : versions) {
            list.add(row(version, version.equals(versions.getFirst())));
        }
    }

    private ListItem row(Version version, boolean newest) {
        var wording = Wording.of(clock.instant());
        var when = new Span(newest ? "Current version" : wording.time(version.created()));
        when.addClassName("cairn-list-title");
        when.setTitle(wording.full(version.created()));
        var detail = new Span((newest ? "Since " + wording.time(version.created()) + " · " : "")
                + Wording.size(version.size()) + " · " + version.authorName());
        detail.addClassName("cairn-list-detail");
        var text = new Div(when, detail);
        text.addClassName("cairn-list-text");
        var row = new ListItem(text, buttons(version, newest));
        row.addClassName("cairn-list-row");
        return row;
    }

    private Component buttons(Version version, boolean newest) {
        var row = new Div(Glyph.quiet(
                "download",
                "Download this version",
                () -> transfers.download(signedIn, space.id(), file.id(), file.name(), version.id())));
        row.addClassName("cairn-row");
        if (!newest && space.role().includes(SpaceRole.EDITOR)) {
            var restore = new Button("Restore", click -> restore(version));
            restore.addThemeVariants(ButtonVariant.SMALL);
            row.add(restore);
        }
        return row;
    }

    private void restore(Version version) {
        signedIn.call(() -> nodes.restoreVersion(space.id(), file.id(), version.id()));
        Notice.done("Restored. The version before it is still in the list.");
        show();
    }
}
