package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/** The versions of a file, newest first. */
final class VersionsDialog {
    private final Locator dialog;
    private final FilesPage files;

    VersionsDialog(Locator dialog, FilesPage files) {
        this.dialog = dialog;
        this.files = files;
    }

    VersionsDialog assertCount(int count) {
        assertThat(dialog.getByRole(AriaRole.LISTITEM)).hasCount(count);
        return this;
    }

    /** @param back 1: the one before the newest */
    VersionsDialog restore(int back) {
        AppPage.button(dialog.getByRole(AriaRole.LISTITEM).nth(back), "Restore").click();
        return this;
    }

    /** @param back 0: the newest */
    Path download(int back) {
        return files.visitor()
                .page()
                .waitForDownload(
                        () -> AppPage.button(dialog.getByRole(AriaRole.LISTITEM).nth(back), "Download this version")
                                .click())
                .path();
    }

    FilesPage close() {
        AppPage.button(dialog, "Close").click();
        AppPage.assertClosed(dialog);
        return files;
    }
}
