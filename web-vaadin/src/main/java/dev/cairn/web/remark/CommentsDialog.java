package dev.cairn.web.remark;

import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import dev.cairn.contracts.metadata.Comment;
import dev.cairn.contracts.metadata.CommentApi;
import dev.cairn.contracts.metadata.NewComment;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.Wording;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What people wrote about a file or folder, newest first, and a place to write for who may. */
public final class CommentsDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;

    private final transient SignedIn signedIn;
    private final transient CommentApi comments;
    private final transient InstantSource clock;
    private final transient Space space;
    private final transient Node node;
    private final TextArea text = new TextArea();
    private final UnorderedList list = new UnorderedList();
    private final Div more = new Div();

    public CommentsDialog(SignedIn signedIn, CommentApi comments, InstantSource clock, Space space, Node node) {
        this.signedIn = signedIn;
        this.comments = comments;
        this.clock = clock;
        this.space = space;
        this.node = node;
        setHeaderTitle("Comments on " + node.name());
        addClassName("cairn-dialog");
        setWidth("34rem");
        list.addClassName("cairn-list");
        if (space.role().includes(SpaceRole.COMMENTER)) {
            add(form());
        }
        add(list, more);
        getFooter().add(new Button("Close", click -> close()));
        showFromTheNewest();
    }

    private Div form() {
        text.setAriaLabel("Write a comment");
        text.setPlaceholder("Write a comment");
        text.setMaxLength(Comment.TEXT_LENGTH_MAX);
        text.setWidthFull();
        var send = new Button("Comment", click -> send());
        send.addThemeVariants(ButtonVariant.PRIMARY);
        var form = new Div(text, send);
        form.addClassName("cairn-fields");
        return form;
    }

    private void send() {
        var written = text.getValue();
        if (written.isBlank()) {
            return;
        }
        try {
            signedIn.call(() -> comments.add(space.id(), node.id(), new NewComment(written)));
            text.clear();
        } catch (ProblemException e) {
            Notice.failed(e);
        }
        showFromTheNewest();
    }

    private void showFromTheNewest() {
        list.removeAll();
        show(null);
    }

    private void show(@Nullable String after) {
        more.removeAll();
        var page = signedIn.call(() -> comments.comments(space.id(), node.id(), after, PAGE));
        page.comments().forEach(comment -> list.add(row(comment)));
        if (list.getComponentCount() == 0) {
            var nothing = new ListItem("Nobody has written anything yet.");
            nothing.addClassName("cairn-list-row");
            list.add(nothing);
        }
        if (page.next() != null) {
            more.add(new Button("Show more", click -> show(page.next())));
        }
    }

    private ListItem row(Comment comment) {
        var wording = Wording.of(clock.instant());
        var head = new Span(comment.authorName() + " · " + wording.time(comment.created()));
        head.addClassName("cairn-list-detail");
        head.setTitle(wording.full(comment.created()));
        var body = new Span(comment.text());
        body.getStyle().set("white-space", "pre-wrap").set("overflow-wrap", "anywhere");
        var words = new Div(body, head);
        words.addClassName("cairn-list-text");
        var row = new ListItem(new Avatar(comment.authorName()), words);
        row.addClassName("cairn-list-row");
        if (space.role().includes(SpaceRole.MANAGER)
                || comment.author().equals(signedIn.caller().account())) {
            row.add(Glyph.quiet("trash", "Delete the comment of " + comment.authorName(), () -> delete(comment)));
        }
        return row;
    }

    private void delete(Comment comment) {
        try {
            signedIn.run(() -> comments.delete(space.id(), node.id(), comment.id()));
        } catch (ProblemException e) {
            Notice.failed(e);
        }
        showFromTheNewest();
    }
}
