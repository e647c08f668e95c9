package dev.cairn.web.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.web.shell.Glyph;
import dev.cairn.web.shell.Notice;
import java.util.Map;

/** Shows a new secret, the only time it can be seen. */
final class SecretDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    /** @param secrets label and value, in order */
    SecretDialog(String title, Map<String, String> secrets) {
        setHeaderTitle(title);
        setWidth("34rem");
        setCloseOnOutsideClick(false);
        add(new Paragraph("Copy it now. It is not kept in a form that can be shown again."));
        secrets.forEach((label, value) -> add(row(label, value)));
        var done = new Button("Done", click -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    private static Div row(String label, String value) {
        var field = new TextField(label);
        field.setValue(value);
        field.setReadOnly(true);
        field.setAutoselect(true);
        field.addClassName("cairn-secret");
        var copy = Glyph.button("copy", "Copy", () -> Notice.done(label + " copied"));
        copy.getElement()
                .executeJs(
                        "this.addEventListener('click', () => navigator.clipboard && navigator.clipboard.writeText($0))",
                        value);
        var row = new Div(field, copy);
        row.addClassName("cairn-fields");
        return row;
    }
}
