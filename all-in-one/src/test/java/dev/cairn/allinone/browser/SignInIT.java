package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Getting in, getting out, and what those see who are not in. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class SignInIT {
    @RegisterExtension
    static final Stage STAGE = new Stage();

    @Test
    void aWrongPasswordIsToldAndTheRightOneLeadsToTheFiles() throws Exception {
        var anna = STAGE.person("anna");
        STAGE.visitor()
                .open("/")
                .refused(anna.name(), "not the password")
                .refused("nobody-of-this-name", anna.password())
                .signIn(anna)
                .assertAt("My files")
                .assertEmpty("Drop files here")
                .assertAddress("/files/personal");
    }

    @Test
    void signInLeadsToTheVeryAddressThatWasAskedFor() throws Exception {
        var anna = STAGE.person("anna");
        var files = STAGE.visitor().open("/search?q=two+words").signIn(anna);
        files.assertAddress("/search?q=two+words");
    }

    @Test
    void signOutEndsItHereAndNowhereElse() throws Exception {
        var anna = STAGE.person("anna");
        var here = STAGE.signedIn(anna).assertAt("My files");
        var elsewhere = STAGE.signedIn(anna).assertAt("My files");

        here.signOut();
        here.visitor().open("/files/personal").assertShown();
        elsewhere.newFolder("still at work").assertHas("still at work");
    }

    @Test
    void aDeviceIsRenamedAndWipedByWhoKnowsThePassword() throws Exception {
        var anna = STAGE.person("anna");
        STAGE.api(anna);
        STAGE.signedIn(anna)
                .goToAccount()
                .rename("a program", "the old laptop")
                .wipe("the old laptop", anna.password())
                .assertDevice("the old laptop", "to be wiped when it is online");
    }

    @Test
    void anAddressWhereNothingIsSaysSo() throws Exception {
        var anna = STAGE.person("anna");
        for (var address : new String[] {
            "/nowhere", "/nowhere/at/all.html", "/files/no-such-space", "/files/personal/not-an-id", "/users"
        }) {
            var visitor = STAGE.visitor();
            visitor.open(address).assertShown().signIn(anna);
            assertThat(visitor.page()
                            .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("There is nothing here")))
                    .isVisible();
            visitor.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go to my files"))
                    .click();
            new FilesPage(visitor).assertAt("My files");
        }
    }
}
