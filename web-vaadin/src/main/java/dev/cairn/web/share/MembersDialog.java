package dev.cairn.web.share;

import com.vaadin.flow.component.HasValue;
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
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.metadata.GrantApi;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.Places;
import dev.cairn.web.shell.SignedIn;
import dev.cairn.web.shell.SpacesChanged;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who has access to a space, as what, and why: people, and groups with everybody in them. */
public final class MembersDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final transient GrantApi grants;
    private final transient Space space;
    private final TextField name = new TextField("Add somebody");
    private final Select<SpaceRole> role;
    private final UnorderedList list = new UnorderedList();

    public MembersDialog(SignedIn signedIn, SpaceApi spaces, GrantApi grants, Space space) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        this.grants = grants;
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
        name.setPlaceholder("Sign-in name or group");
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

    static String words(SpaceRole role) {
        return switch (role) {
            case UPLOADER -> "Only add files";
            case VIEWER -> "View";
            case COMMENTER -> "View and comment";
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
            give(new NewMember(wanted, role.getValue()));
            name.clear();
            name.setInvalid(false);
            showMembers();
        } catch (ProblemException e) {
            name.setInvalid(true);
            name.setErrorMessage(e.problem() == Problem.NOT_FOUND ? "Nobody has this sign-in name" : Notice.words(e));
        }
    }

    /** To the person of this name, or to the group when there is none. */
    private void give(NewMember wanted) {
        try {
            signedIn.call(() -> spaces.addMember(space.id(), wanted));
        } catch (ProblemException e) {
            if (e.problem() != Problem.NOT_FOUND) {
                throw e;
            }
            signedIn.call(() -> grants.addGroup(space.id(), wanted));
        }
    }

    private void showMembers() {
        list.removeAll();
        var given = new HashMap<UUID, SpaceGrant>();
        for (var grant : signedIn.call(() -> grants.grants(space.id()))) {
            given.put(grant.id(), grant);
            if (grant.kind() == SpaceGrant.Kind.GROUP) {
                list.add(row(grant));
            }
        }
        signedIn.call(() -> spaces.members(space.id()))
                .forEach(member ->
                        list.add(row(member, given.get(member.account().value()))));
    }

    private static ListItem head(String name, String detail) {
        var title = new Span(name);
        title.addClassName("cairn-list-title");
        var text = new Div(title);
        text.addClassName("cairn-list-text");
        if (!detail.isEmpty()) {
            var more = new Span(detail);
            more.addClassName("cairn-list-detail");
            text.add(more);
        }
        var row = new ListItem(new Avatar(name), text);
        row.addClassName("cairn-list-row");
        return row;
    }

    private ListItem row(SpaceGrant group) {
        var row = head(group.name(), "Group");
        if (manages()) {
            var select = roles(group.role());
            select.setAriaLabel("What " + group.name() + " may do");
            select.addValueChangeListener(event -> {
                var wanted = new NewMember(group.name(), event.getValue());
                changed(group.name(), event, () -> signedIn.call(() -> grants.addGroup(space.id(), wanted)));
            });
            var remove = new Button("Remove", click -> {
                signedIn.run(() -> grants.removeGroup(space.id(), new GroupId(group.id())));
                showMembers();
            });
            remove.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
            row.add(select, remove);
        } else {
            row.add(new Span(words(group.role())));
        }
        return row;
    }

    /** @param given to the member alone; null when it is one by groups only */
    private ListItem row(Member member, @Nullable SpaceGrant given) {
        var self = member.account().equals(signedIn.caller().account());
        var byGroup = given == null || given.role() != member.role();
        var row = head(member.name() + (self ? " (you)" : ""), byGroup ? words(member.role()) + ", by a group" : "");
        if (given != null) {
            addGiven(row, member, given, self);
        }
        if (self || (given != null && manages())) {
            var remove = new Button(self ? "Leave" : "Remove", click -> remove(member, self));
            remove.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
            row.add(remove);
        }
        // Last in the row: what is changed more often comes first.
        if (manages() || self) {
            row.add(why(member));
        }
        return row;
    }

    private Button why(Member member) {
        return Glyph.quiet("eye", "Why " + member.name() + " has access", () -> new AccessDialog(
                        signedIn.call(() -> grants.explain(space.id(), space.root(), member.name())))
                .open());
    }

    private void addGiven(ListItem row, Member member, SpaceGrant given, boolean self) {
        if (manages() && !self && space.role().includes(given.role())) {
            var select = roles(given.role());
            select.setAriaLabel("What " + member.name() + " may do");
            select.addValueChangeListener(event -> {
                var wanted = new NewMember(member.name(), event.getValue());
                changed(member.name(), event, () -> signedIn.call(() -> spaces.addMember(space.id(), wanted)));
            });
            row.add(select);
        } else {
            row.add(new Span(words(given.role())));
        }
    }

    private static void changed(String name, HasValue.ValueChangeEvent<SpaceRole> event, Runnable change) {
        change.run();
        Notice.done(name + ": " + words(event.getValue()).toLowerCase(Locale.ROOT));
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
