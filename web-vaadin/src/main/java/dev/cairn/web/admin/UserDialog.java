package dev.cairn.web.admin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AccountChange;
import dev.cairn.contracts.auth.AdminApi;
import dev.cairn.contracts.auth.NewAccount;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;
import org.jspecify.annotations.Nullable;

/** Makes an account, or changes one. */
final class UserDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final int PASSWORD_LENGTH_MIN = 8;

    private final transient SignedIn signedIn;
    private final transient AdminApi admin;
    private final transient @Nullable Account account;
    private final transient Runnable done;
    private final TextField name = new TextField("Sign-in name");
    private final TextField display = new TextField("Name");
    private final EmailField email = new EmailField("Mail address");
    private final PasswordField password = new PasswordField("Password");
    private final Checkbox administrator = new Checkbox("Administrator");
    private final Checkbox enabled = new Checkbox("May sign in", true);

    /** @param account null: a new one is made */
    UserDialog(SignedIn signedIn, AdminApi admin, @Nullable Account account, Runnable done) {
        this.signedIn = signedIn;
        this.admin = admin;
        this.account = account;
        this.done = done;
        setHeaderTitle(account == null ? "New user" : account.name());
        setWidth("28rem");
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setHelperText(
                account == null
                        ? "At least " + PASSWORD_LENGTH_MIN + " characters"
                        : "Leave empty to keep the old one");
        var fields = new Div();
        fields.addClassName("cairn-stack");
        if (account == null) {
            fields.add(name, display, email, password, administrator);
        } else {
            display.setValue(account.displayName());
            email.setValue(account.email() == null ? "" : account.email());
            administrator.setValue(account.admin());
            enabled.setValue(account.enabled());
            var self = account.id().equals(signedIn.caller().account());
            administrator.setEnabled(!self);
            enabled.setEnabled(!self);
            fields.add(display, email, password, administrator, enabled);
        }
        add(fields);
        var save = new Button(account == null ? "Create" : "Save", click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER);
        getFooter().add(new Button("Cancel", click -> close()), save);
    }

    private void save() {
        if (email.isInvalid()) {
            return;
        }
        try {
            if (account == null) {
                signedIn.call(() -> admin.create(new NewAccount(
                        name.getValue().strip(),
                        password.getValue(),
                        textOrNull(display),
                        textOrNull(email),
                        administrator.getValue())));
            } else {
                signedIn.call(() -> admin.change(
                        account.name(),
                        new AccountChange(
                                display.getValue(),
                                email.getValue(),
                                password.isEmpty() ? null : password.getValue(),
                                administrator.getValue(),
                                enabled.getValue())));
            }
            close();
            done.run();
        } catch (ProblemException e) {
            tell(e);
        }
    }

    private static @Nullable String textOrNull(com.vaadin.flow.component.HasValue<?, String> field) {
        return field.isEmpty() ? null : field.getValue();
    }

    private void tell(ProblemException problem) {
        if (problem.problem() == Problem.CONFLICT) {
            name.setInvalid(true);
            name.setErrorMessage("This name is taken");
        } else if ("password".equals(problem.extensions().get("field"))) {
            password.setInvalid(true);
            password.setErrorMessage(Notice.words(problem));
        } else {
            Notice.failed(problem);
        }
    }
}
