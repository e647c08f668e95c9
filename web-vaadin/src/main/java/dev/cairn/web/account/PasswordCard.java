package dev.cairn.web.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.cairn.contracts.auth.AccountApi;
import dev.cairn.contracts.auth.PasswordChange;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;

/** Changes the person's password. */
final class PasswordCard extends Div {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH_MIN = 8;

    private final transient SignedIn signedIn;
    private final transient AccountApi accounts;
    private final PasswordField old = new PasswordField("Current password");
    private final PasswordField wanted = new PasswordField("New password");
    private final PasswordField again = new PasswordField("New password again");

    PasswordCard(SignedIn signedIn, AccountApi accounts) {
        this.signedIn = signedIn;
        this.accounts = accounts;
        addClassName("cairn-card");
        old.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        wanted.setAutocomplete(Autocomplete.NEW_PASSWORD);
        again.setAutocomplete(Autocomplete.NEW_PASSWORD);
        wanted.setHelperText("At least " + LENGTH_MIN + " characters");
        var fields = new Div(old, wanted, again);
        fields.addClassName("cairn-fields");
        var change = new Button("Change password", click -> change());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        add(
                new H2("Password"),
                new Paragraph("A change signs you out everywhere else. App passwords and S3 keys stay as they are."),
                fields,
                change);
    }

    private void change() {
        old.setInvalid(false);
        wanted.setInvalid(wanted.getValue().length() < LENGTH_MIN);
        again.setInvalid(!again.getValue().equals(wanted.getValue()));
        again.setErrorMessage("These are not the same");
        wanted.setErrorMessage("At least " + LENGTH_MIN + " characters");
        if (wanted.isInvalid() || again.isInvalid()) {
            return;
        }
        try {
            signedIn.run(() -> accounts.changePassword(new PasswordChange(old.getValue(), wanted.getValue())));
            old.clear();
            wanted.clear();
            again.clear();
            Notice.done("Your password is changed");
        } catch (ProblemException e) {
            if (e.problem() != Problem.FORBIDDEN) {
                throw e;
            }
            old.setInvalid(true);
            old.setErrorMessage("This is not your current password");
        }
    }
}
