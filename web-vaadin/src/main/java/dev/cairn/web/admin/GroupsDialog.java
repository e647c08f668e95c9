package dev.cairn.web.admin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupApi;
import dev.cairn.contracts.metadata.GroupName;
import dev.cairn.contracts.metadata.NewGroupPerson;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import org.jspecify.annotations.Nullable;

/** The groups of the installation; of one that was chosen, the people. */
final class GroupsDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient GroupApi groups;
    private final TextField name = new TextField();
    private final Button back = new Button("All groups", click -> show(null));
    private final UnorderedList list = new UnorderedList();

    private transient @Nullable Group shown;

    GroupsDialog(SignedIn signedIn, GroupApi groups) {
        this.signedIn = signedIn;
        this.groups = groups;
        addClassName("cairn-dialog");
        setWidth("32rem");
        list.addClassName("cairn-list");
        var add = new Button("Add", click -> add());
        add.addThemeVariants(ButtonVariant.PRIMARY);
        name.addKeyDownListener(Key.ENTER, event -> add());
        var fields = new Div(name, add);
        fields.addClassName("cairn-fields");
        add(fields, list);
        getFooter().add(back, new Button("Close", click -> close()));
        show(null);
    }

    private void show(@Nullable Group group) {
        shown = group;
        setHeaderTitle(group == null ? "Groups" : group.name());
        name.setLabel(group == null ? "New group" : "Add somebody");
        name.setInvalid(false);
        name.clear();
        back.setVisible(group != null);
        list.removeAll();
        if (group == null) {
            signedIn.call(groups::groups).forEach(one -> list.add(row(one)));
        } else {
            signedIn.call(() -> groups.people(group.id()))
                    .forEach(person -> list.add(row(
                            person.name(),
                            "",
                            button("Remove", group, () -> groups.remove(group.id(), person.account())))));
        }
    }

    private ListItem row(Group group) {
        var people = new Button("People", click -> show(group));
        people.addThemeVariants(ButtonVariant.SMALL);
        var row = row(group.name(), group.people() == 1 ? "1 person" : group.people() + " people", people);
        row.add(button("Delete", null, () -> groups.delete(group.id())));
        return row;
    }

    private static ListItem row(String text, String detail, Button action) {
        var title = new Span(text);
        title.addClassName("cairn-list-title");
        var more = new Span(detail);
        more.addClassName("cairn-list-detail");
        var texts = new Div(title, more);
        texts.addClassName("cairn-list-text");
        var row = new ListItem(new Avatar(text), texts, action);
        row.addClassName("cairn-list-row");
        return row;
    }

    private Button button(String text, @Nullable Group then, Runnable action) {
        var button = new Button(text, click -> {
            signedIn.run(action);
            show(then);
        });
        button.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.ERROR);
        return button;
    }

    private void add() {
        var wanted = name.getValue().strip();
        if (wanted.isEmpty()) {
            return;
        }
        var group = shown;
        try {
            if (group == null) {
                signedIn.call(() -> groups.create(new GroupName(wanted)));
            } else {
                signedIn.call(() -> groups.add(group.id(), new NewGroupPerson(wanted)));
            }
            show(group);
        } catch (ProblemException e) {
            name.setInvalid(true);
            name.setErrorMessage(e.problem() == Problem.NOT_FOUND ? "Nobody has this sign-in name" : Notice.words(e));
        }
    }
}
