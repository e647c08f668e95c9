package dev.cairn.web.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.cairn.contracts.auth.AccountApi;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.auth.WipeOrder;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Notice;
import dev.cairn.web.shell.SignedIn;

/** Asks whether a device is meant to be wiped, what of it, and for the password. */
final class WipeDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn signedIn;
    private final transient AccountApi accounts;
    private final transient Device device;
    private final transient Runnable done;
    private final Checkbox unsentToo = new Checkbox("Also delete what it has not sent yet. That exists nowhere else.");
    private final PasswordField password = new PasswordField("Your password");

    /** @param done is run when it was asked for */
    WipeDialog(SignedIn signedIn, AccountApi accounts, Device device, Runnable done) {
        this.signedIn = signedIn;
        this.accounts = accounts;
        this.device = device;
        this.done = done;
        setHeaderTitle("Wipe “" + device.name() + "”?");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        if (device.wipe() != null && device.wipe().unsentToo()) {
            unsentToo.setValue(true);
            unsentToo.setReadOnly(true);
        }
        var body = new Div(
                new Paragraph(
                        "It is signed out now. The next time it is online it deletes what it synced, and its sign-in."
                                + " Nothing is deleted here. Once the device has heard of it, that cannot be taken back."),
                unsentToo,
                password);
        body.addClassName("cairn-fields");
        add(body);
        var wipe = new Button("Wipe", click -> wipe());
        wipe.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        getFooter().add(new Button("Cancel", click -> close()), wipe);
    }

    private void wipe() {
        try {
            signedIn.call(
                    () -> accounts.wipeDevice(device.id(), new WipeOrder(password.getValue(), unsentToo.getValue())));
            close();
            Notice.done("It is wiped when it is online the next time");
            done.run();
        } catch (ProblemException e) {
            if (e.problem() != Problem.FORBIDDEN) {
                throw e;
            }
            password.setInvalid(true);
            password.setErrorMessage("This is not your password");
        }
    }
}
