package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

/** Somebody's account: password, devices, app passwords, keys. */
final class AccountPage extends AppPage {
    AccountPage(Visitor visitor) {
        super(visitor);
    }

    AccountPage rename(String device, String name) {
        button("Rename: " + device).click();
        var dialog = page.getByRole(AriaRole.ALERTDIALOG);
        dialog.getByLabel("Name").fill(name);
        button(dialog, "Rename").click();
        assertClosed(dialog);
        return this;
    }

    /** Asks for it with a wrong password first. */
    AccountPage wipe(String device, String password) {
        button("Wipe: " + device).click();
        var dialog = dialog("Wipe “" + device + "”?");
        assertThat(dialog.getByRole(AriaRole.CHECKBOX)).not().isChecked();
        dialog.getByLabel("Your password").fill("not the password");
        button(dialog, "Wipe").click();
        assertThat(dialog).containsText("This is not your password");
        dialog.getByLabel("Your password").fill(password);
        button(dialog, "Wipe").click();
        assertClosed(dialog);
        return this;
    }

    AccountPage assertDevice(String name, String words) {
        assertThat(page.locator(".cairn-list-row").filter(new Locator.FilterOptions().setHasText(name)))
                .containsText(words);
        return this;
    }
}
