package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What was found. */
final class SearchPage extends AppPage {
    SearchPage(Visitor visitor) {
        super(visitor);
    }

    private Locator hit(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    SearchPage assertFinds(String name, String place) {
        assertThat(hit(name)).isVisible();
        assertThat(hit(name).locator("..")).containsText(place);
        return this;
    }

    SearchPage assertFindsNothing() {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Nothing found")))
                .isVisible();
        return this;
    }

    FilesPage open(String name) {
        hit(name).click();
        return new FilesPage(visitor);
    }
}
