package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Where everybody comes who is not signed in. */
final class SignInPage {
    private final Visitor visitor;
    private final Page page;

    SignInPage(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
    }

    SignInPage assertShown() {
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")))
                .isVisible();
        return this;
    }

    private void send(String name, String password) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** To the files, or wherever the person wanted to go. */
    FilesPage signIn(Person person) {
        send(person.name(), person.password());
        return new FilesPage(visitor);
    }

    SignInPage refused(String name, String password) {
        send(name, password);
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This name or password is wrong.");
        return assertShown();
    }
}
