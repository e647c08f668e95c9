package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** The uploads of a page, in its corner. */
final class UploadPanel {
    /** An upload that goes on after a server has started again waits for its turn. */
    private static final double WAIT_MILLIS = 90_000;

    private final FilesPage files;
    private final Page page;

    UploadPanel(FilesPage files) {
        this.files = files;
        this.page = files.visitor().page();
    }

    private Locator row(String name) {
        return page.locator("section.cairn-uploads li[data-name=\"" + name + "\"]");
    }

    /** Waits until the file is in one of the states: waiting, running, paused, interrupted, failed, done. */
    UploadPanel assertState(String name, String state) {
        assertThat(row(name))
                .hasAttribute("data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(WAIT_MILLIS));
        return this;
    }

    FilesPage assertDone(String... names) {
        for (var name : names) {
            assertState(name, "done");
        }
        return files;
    }

    FilesPage assertGone(String name) {
        assertThat(row(name)).hasCount(0);
        return files;
    }

    UploadPanel assertSays(String words) {
        assertThat(page.locator("section.cairn-uploads")).containsText(words);
        return this;
    }

    UploadPanel press(String action, String name) {
        AppPage.button(row(name), action + " " + name).click();
        return this;
    }

    /** Goes on with an upload of before the page was loaded, which needs the file again. */
    UploadPanel goOnWith(Path file) {
        var name = file.getFileName().toString();
        files.choose(() -> press("Go on with", name), file);
        return this;
    }

    /** Answers what to do about names that are taken: New version, Keep both, Skip, Cancel. */
    UploadPanel answerClash(String choice) {
        AppPage.button(page.getByRole(AriaRole.DIALOG), choice).click();
        return this;
    }

    FilesPage close() {
        AppPage.button(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Uploads")), "Close")
                .click();
        return files;
    }
}
