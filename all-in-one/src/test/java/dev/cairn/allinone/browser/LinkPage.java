package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** What a stranger with a public link sees. */
final class LinkPage {
    private final Page page;

    LinkPage(Visitor visitor) {
        this.page = visitor.page();
    }

    LinkPage assertTitle(String title) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title)))
                .isVisible();
        return this;
    }

    LinkPage assertTellsNothingOf(String... words) {
        for (var word : words) {
            org.assertj.core.api.Assertions.assertThat(page.content()).doesNotContain(word);
        }
        return this;
    }

    LinkPage unlock(String password) {
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open"))
                .click();
        return this;
    }

    LinkPage assertPasswordWrong() {
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This is not the password. Try again.");
        return this;
    }

    LinkPage enter(String folder) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(folder))
                .click();
        return this;
    }

    /** Downloads what a link of the page leads to; {@code name} is a part of its text. */
    Path download(String name) {
        var link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
        return page.waitForDownload(link::click).path();
    }
}
