package dev.cairn.web.files;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Asks for a name, and keeps asking while it is refused. */
final class NameDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int NAME_BYTES_MAX = 255;

    private final transient Consumer<String> use;
    private final TextField name = new TextField("Name");

    /** @param use takes the name; a {@link ProblemException} is shown at the field */
    NameDialog(String title, String action, String initial, Consumer<String> use) {
        this.use = use;
        setHeaderTitle(title);
        setWidth("26rem");
        name.setWidthFull();
        name.setValue(initial);
        add(name);
        var ok = new Button(action, click -> take());
        ok.addThemeVariants(ButtonVariant.PRIMARY);
        ok.addClickShortcut(Key.ENTER);
        getFooter().add(new Button("Cancel", click -> close()), ok);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                name.focus();
                // The ending stays, as most renames mean it.
                int dot = initial.lastIndexOf('.');
                name.getElement()
                        .executeJs(
                                "setTimeout(() => this.inputElement.setSelectionRange(0, $0), 50)",
                                dot > 0 ? dot : initial.length());
            }
        });
    }

    private void take() {
        var wanted = name.getValue();
        var problem = problem(wanted);
        if (!problem.isEmpty()) {
            refuse(problem);
            return;
        }
        try {
            use.accept(wanted);
            close();
        } catch (ProblemException e) {
            refuse(Notice.words(e));
        }
    }

    private static String problem(String name) {
        if (name.isBlank()) {
            return "It needs a name";
        }
        if (name.contains("/")) {
            return "A name cannot contain a slash";
        }
        return name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX ? "This name is too long" : "";
    }

    private void refuse(String problem) {
        name.setInvalid(true);
        name.setErrorMessage(problem);
        name.focus();
    }
}
