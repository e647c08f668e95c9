package dev.cairn.web.share;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpacesChanged;
import java.util.Arrays;

/** Who has access to a space, and as what. */
public final class MembersDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient Space space;
    private final TextField name = new TextField("Add somebody");
    private final Select<SpaceRole> role;
    private final UnorderedList list = new UnorderedList();

    public MembersDialog(SignedIn signedIn, SpaceApi spaces, Space space) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.space = space;
        this.role = roles(SpaceRole.EDITOR);
        setHeaderTitle("Members of " + Places.name(space));
        addClassName("cairn-dialog");
        setWidth("36rem");
        list.addClassName("cairn-list");
        if (manages()) {
            add(form());
        }
        add(list);
        getFooter().add(new Button("Close", click -> close()));
        showMembers();
    }

    private boolean manages() {
        return space.role().includes(SpaceRole.MANAGER);
    }

    private Div form() {
        name.setPlaceholder("Sign-in name");
        role.setLabel("May");
        var add = new Button("Add", click -> add());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        name.addKeyDownListener(Key.ENTER, event -> add());
        var row = new Div(name, role, add);
        row.addClassName("cairn-fields");
        return row;
    }

    private Select<SpaceRole> roles(SpaceRole value) {
        var select = new Select<SpaceRole>();
        select.setItems(Arrays.stream(SpaceRole.values()).filter(this::mayGive).toList());
        select.setItemLabelGenerator(MembersDialog::words);
        if (space.role().includes(value)) {
            select.setValue(value);
        }
        return select;
    }

    private boolean mayGive(SpaceRole given) {
        return space.role().includes(given) && !(given == SpaceRole.OWNER && space.kind() == SpaceKind.PERSONAL);
    }

    private static String words(SpaceRole role) {
        return switch (role) {
            case VIEWER -> "View";
            case EDITOR -> "View and edit";
            case MANAGER -> "Manage members";
            case OWNER -> "Own";
        };
    }

    private void add() {
        var wanted = name.getValue().strip();
        if (wanted.isEmpty() || role.getValue() == null) {
            return;
        }
        try {
            signedIn.call(() -> spaces.addMember(space.id(), new NewMember(wanted, role.getValue())));
            name.clear();
            name.setInvalid(false);
            showMembers();
        } catch (ProblemException e) {
            name.setInvalid(true);
            name.setErrorMessage(e.problem() == Problem.NOT_FOUND ? "Nobody has this sign-in name" : Notice.words(e));
        }
    }

    private void showMembers() {
        list.removeAll();
        signedIn.call(() -> spaces.members(space.id())).forEach(member -> list.add(row(member)));
    }

    private ListItem row(Member member) {
        var self = member.account().equals(signedIn.caller().account());
        var title = new Span(member.name() + (self ? " (you)" : ""));
        title.addClassName("cairn-list-title");
        var text = new Div(title);
        text.addClassName("cairn-list-text");
        var row = new ListItem(new Avatar(member.name()), text);
        row.addClassName("cairn-list-row");
        if (manages() && !self && space.role().includes(member.role())) {
            var select = roles(member.role());
            select.setAriaLabel("What " + member.name() + " may do");
            select.addValueChangeListener(event -> change(member, event.getValue()));
            row.add(select);
        } else {
            row.add(new Span(words(member.role())));
        }
        if (self || manages()) {
            var remove = new Button(self ? "Leave" : "Remove", click -> remove(member, self));
            remove.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
            row.add(remove);
        }
        return row;
    }

    private void change(Member member, SpaceRole wanted) {
        signedIn.call(() -> spaces.addMember(space.id(), new NewMember(member.name(), wanted)));
        Notice.done(member.name() + ": " + words(wanted).toLowerCase(java.util.Locale.ROOT));
    }

    private void remove(Member member, boolean self) {
        signedIn.run(() -> spaces.removeMember(space.id(), member.account()));
        if (self) {
            close();
            SpacesChanged.tell(UI.getCurrent());
            UI.getCurrent().navigate("");
        } else {
            showMembers();
        }
    }
}
