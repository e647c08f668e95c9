package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** What two devices wrote at once. */
final class ConflictsPage extends AppPage {
    ConflictsPage(Visitor visitor) {
        super(visitor);
    }

    ConflictsPage assertNone() {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("There are no conflicts")))
                .isVisible();
        return this;
    }

    ConflictsPage assertOffers(String path) {
        assertThat(button("Keep this one: " + path)).isVisible();
        return this;
    }

    ConflictsPage keep(String path) {
        assertOffers(path);
        button("Keep this one: " + path).click();
        return this;
    }

    ConflictsPage keepBoth() {
        button("Keep both").click();
        return this;
    }

    /** The bytes of the side that comes first or second. */
    Path download(int side) {
        return page.waitForDownload(() -> button("Download").nth(side).click()).path();
    }
}
