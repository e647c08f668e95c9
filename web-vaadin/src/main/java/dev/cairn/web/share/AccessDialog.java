package dev.cairn.web.share;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.cairn.contracts.metadata.AccessExplanation;
import dev.cairn.contracts.metadata.AccessReason;
import dev.cairn.web.shell.Glyph;

/** Why somebody has access: every grant that reaches them, greatest first. */
final class AccessDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    AccessDialog(AccessExplanation why) {
        setHeaderTitle("Why " + why.name() + " has access");
        addClassName("cairn-dialog");
        var list = new UnorderedList();
        list.addClassName("cairn-list");
        why.reasons().forEach(reason -> list.add(row(reason)));
        add(list);
        getFooter().add(new Button("Close", click -> close()));
    }

    private static ListItem row(AccessReason reason) {
        var title = new Span(MembersDialog.words(reason.role()));
        title.addClassName("cairn-list-title");
        var detail = new Span(sentence(reason) + (reason.by() == null ? "" : ", given by " + reason.by()));
        detail.addClassName("cairn-list-detail");
        var text = new Div(title, detail);
        text.addClassName("cairn-list-text");
        var row = new ListItem(new Glyph(icon(reason)), text);
        row.addClassName("cairn-list-row");
        return row;
    }

    private static String sentence(AccessReason reason) {
        return switch (reason.kind()) {
            case MEMBER -> "As a member";
            case GROUP -> "As one of the group " + reason.name();
            case LINK ->
                reason.path().isEmpty()
                        ? "Like everybody with the public link to the space"
                        : "Like everybody with the public link to " + reason.path();
        };
    }

    private static String icon(AccessReason reason) {
        return switch (reason.kind()) {
            case MEMBER -> "user";
            case GROUP -> "people";
            case LINK -> "link";
        };
    }
}
