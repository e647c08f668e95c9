package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The width of a phone: everything is there, and nothing has to be pulled into sight. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PhoneIT {
    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;

    @RegisterExtension
    static final Stage STAGE = new Stage();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    private static void assertNothingSticksOut(Page page) {
        org.assertj.core.api.Assertions.assertThat(
                        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("no scrolling sideways at %s", page.url())
                .isEqualTo(true);
    }

    @Test
    void filesAreWorkedWithOnAPhone() throws Exception {
        var photo = Files.write(disk.resolve("A day at the lake, seen from the other side.jpg"), new byte[12_345]);
        var name = photo.getFileName().toString();
        var files = STAGE.visitor(STAGE.url(), WIDTH, HEIGHT).open("/").signIn(STAGE.person("anna"));
        var page = files.visitor().page();
        var uploads = files.assertAt("My files").upload(photo);
        uploads.assertDone(name);
        uploads.close();
        assertNothingSticksOut(page);

        files.select(name);
        for (var action : new String[] {"Download", "Share", "Rename", "Move", "Delete"}) {
            var box = AppPage.button(page.getByRole(AriaRole.TOOLBAR), action).boundingBox();
            org.assertj.core.api.Assertions.assertThat(box.x + box.width)
                    .as("%s is in sight", action)
                    .isLessThanOrEqualTo(WIDTH);
        }
        files.withSelected("Delete").assertEmpty("Drop files here");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Menu"))
                .click();
        files.goToTrash().restore(name).assertEmpty();
        assertNothingSticksOut(page);

        files.search("lake").assertFinds(name, "My files");
        assertThat(page.getByText("Modified")).isHidden();
        assertNothingSticksOut(page);
    }
}
