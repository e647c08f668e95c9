package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;

/** Who has access to a space. */
final class MembersDialog {
    private final Locator dialog;
    private final FilesPage files;

    MembersDialog(Locator dialog, FilesPage files) {
        this.dialog = dialog;
        this.files = files;
    }

    private Locator row(Person person) {
        return dialog.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(person.name()));
    }

    private MembersDialog add(String name, String role) {
        dialog.getByLabel("Add somebody").fill(name);
        choose(dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("May")), role);
        AppPage.button(dialog, "Add").click();
        return this;
    }

    MembersDialog add(Person person, String role) {
        add(person.name(), role);
        assertThat(row(person)).isVisible();
        return this;
    }

    MembersDialog assertRefused(String name, String words) {
        add(name, "View");
        assertThat(dialog).containsText(words);
        return this;
    }

    MembersDialog change(Person person, String role) {
        choose(row(person).getByRole(AriaRole.BUTTON).first(), role);
        files.assertSays(person.name() + ": " + role.toLowerCase(Locale.ROOT));
        return this;
    }

    /** Asks why somebody has access, and closes the answer. */
    MembersDialog assertWhy(Person person, String words) {
        AppPage.button(row(person), "Why " + person.name() + " has access").click();
        var answer = files.dialog("Why " + person.name() + " has access");
        assertThat(answer).containsText(words);
        AppPage.button(answer, "Close").click();
        AppPage.assertClosed(answer);
        return this;
    }

    MembersDialog remove(Person person) {
        AppPage.button(row(person), "Remove").click();
        assertThat(row(person)).isHidden();
        return this;
    }

    private void choose(Locator select, String role) {
        select.click();
        files.visitor()
                .page()
                .getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(role).setExact(true))
                .click();
    }

    FilesPage close() {
        AppPage.button(dialog, "Close").click();
        AppPage.assertClosed(dialog);
        return files;
    }
}
