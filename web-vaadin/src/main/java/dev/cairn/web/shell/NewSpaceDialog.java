package dev.cairn.web.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.problem.ProblemException;

/** Makes a team space. */
final class NewSpaceDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int NAME_LENGTH_MAX = 120;

    private final transient SignedIn signedIn;
    private final transient SpaceApi spaces;
    private final TextField name = new TextField("Name");

    NewSpaceDialog(SignedIn signedIn, SpaceApi spaces) {
        this.signedIn = signedIn;
        this.spaces = spaces;
        setHeaderTitle("New team space");
        name.setMaxLength(NAME_LENGTH_MAX);
        name.setWidthFull();
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        add(new Paragraph("Files in a team space belong to the team. You choose who sees and changes them."), name);
        var create = new Button("Create", click -> create());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickShortcut(Key.ENTER);
        getFooter().add(new Button("Cancel", click -> close()), create);
        setWidth("26rem");
    }

    private void create() {
        if (name.getValue().isBlank()) {
            name.setInvalid(true);
            name.setErrorMessage("A space needs a name");
            return;
        }
        try {
            var space = signedIn.call(() ->
                    spaces.create(new NewSpace(SpaceKind.TEAM, name.getValue().strip(), null)));
            close();
            SpacesChanged.tell(UI.getCurrent());
            UI.getCurrent().navigate(Places.files(space));
        } catch (ProblemException e) {
            name.setInvalid(true);
            name.setErrorMessage(Notice.words(e));
        }
    }
}
