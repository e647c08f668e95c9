package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A space of several people: each sees and may do what their role says, from the moment it is given. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MembersIT {
    @RegisterExtension
    static final Stage STAGE = new Stage();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @Test
    void aMemberSeesAndMayDoWhatTheRoleSays() throws Exception {
        var anna = STAGE.person("anna");
        var ben = STAGE.person("ben");
        var minutes = Files.writeString(disk.resolve("minutes.txt"), "What was decided.");
        var hers = STAGE.signedIn(anna);
        var space = "Board of " + anna.name();
        hers.newSpace(space).assertAt(space).assertEmpty("Drop files here");
        hers.upload(minutes).assertDone("minutes.txt");
        var address = hers.address();

        var his = STAGE.signedIn(ben).assertAt("My files");
        his.visitor().visit(address);
        assertThat(his.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("There is nothing here")))
                .isVisible();

        var members = hers.members().assertRefused("nobody-of-this-name", "Nobody has this sign-in name");
        his.visitor().visit("/").assertAt("My files");
        members.add(ben, "View");
        // It is there by itself, at the page that is open.
        his.goToSpace(space).assertAt(space).assertLists("minutes.txt");
        assertThat(his.button("Upload")).isHidden();
        assertThat(his.button("New folder")).isHidden();
        his.withMenu("minutes.txt", menu -> assertThat(
                        menu.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setVisible(true)))
                .hasText(new String[] {"Open", "Download", "Versions …", "Comments …", "Add to favourites"}));
        org.assertj.core.api.Assertions.assertThat(Files.mismatch(minutes, his.download("minutes.txt")))
                .isEqualTo(-1);

        his.favour("minutes.txt").visitor().visit("/favourites");
        assertThat(his.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("minutes.txt")))
                .isVisible();
        his.visitor().visit(address);
        his.assertLists("minutes.txt");

        members.change(ben, "Only add files");
        his.assertSays("You no longer have access to this space.");
        his.assertAt("My files");
        his.goToSpace(space).assertEmpty("Add files to " + space);
        assertThat(his.page.getByText("minutes.txt")).isHidden();
        his.choose(() -> his.button("Choose files").click(), minutes);
        new UploadPanel(his).assertDone("minutes.txt");

        members.change(ben, "View and edit").assertWhy(ben, "As a member, given by " + anna.name());
        his.visitor().visit(address);
        his.rename("minutes.txt", "minutes of May.txt").assertLists("minutes (2).txt", "minutes of May.txt");

        his.comment("minutes (2).txt", "As agreed.");

        members.remove(ben);
        his.assertSays("You no longer have access to this space.");
        his.assertAt("My files");
        his.visitor().visit(address);
        assertThat(his.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("There is nothing here")))
                .isVisible();
        members.close().assertLists("minutes (2).txt", "minutes of May.txt");
    }
}
