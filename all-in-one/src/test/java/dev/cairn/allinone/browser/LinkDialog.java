package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The public links to a node. */
final class LinkDialog {
    private final Locator dialog;
    private final FilesPage files;

    LinkDialog(Locator dialog, FilesPage files) {
        this.dialog = dialog;
        this.files = files;
    }

    /**
     * Makes a link and tells its address.
     *
     * @param password empty: none
     * @param expires as the form words it, like {@code In 7 days}
     */
    String create(String password, String expires) {
        if (!password.isEmpty()) {
            dialog.getByLabel("Password (optional)").fill(password);
        }
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Expires"))
                .click();
        files.visitor()
                .page()
                .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(expires))
                .click();
        AppPage.button(dialog, "Create link").click();
        return dialog.getByLabel("The new link").inputValue();
    }

    LinkDialog assertListed(String words) {
        assertThat(dialog.getByRole(AriaRole.LISTITEM)).containsText(words);
        return this;
    }

    LinkDialog revoke() {
        AppPage.button(dialog, "Revoke").click();
        assertThat(dialog.getByRole(AriaRole.LISTITEM)).isHidden();
        return this;
    }

    FilesPage close() {
        AppPage.button(dialog, "Close").click();
        AppPage.assertClosed(dialog);
        return files;
    }
}
