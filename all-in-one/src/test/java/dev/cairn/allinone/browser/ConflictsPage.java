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

    /** Waits for the question whether a folder may go. */
    ConflictsPage assertAsks(String howMuch) {
        assertThat(page.getByRole(AriaRole.ALERTDIALOG)).containsText(howMuch);
        return this;
    }

    ConflictsPage confirm() {
        answer("Move to trash");
        return this;
    }

    ConflictsPage cancel() {
        answer("Cancel");
        return this;
    }

    private void answer(String name) {
        button(page.getByRole(AriaRole.ALERTDIALOG), name).click();
        assertClosed(page.getByRole(AriaRole.ALERTDIALOG));
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
