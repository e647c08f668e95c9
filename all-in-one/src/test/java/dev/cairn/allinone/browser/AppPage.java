package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** What every page of the signed-in app has around it. */
abstract class AppPage {
    final Visitor visitor;
    final Page page;

    AppPage(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
    }

    Visitor visitor() {
        return visitor;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The open dialog of this title, a text or a pattern. */
    Locator dialog(Object title) {
        var options = new Page.GetByRoleOptions();
        var dialog = page.getByRole(
                AriaRole.DIALOG,
                title instanceof Pattern pattern ? options.setName(pattern) : options.setName((String) title));
        // Its own element has no size; what it shows lies on top of everything.
        assertThat(dialog).hasAttribute("opened", "");
        return dialog;
    }

    static void assertClosed(Locator dialog) {
        assertThat(dialog).hasCount(0);
    }

    /** Ticks the box at the beginning of the row that something stands in. */
    void tick(Locator inRow) {
        var row = inRow.boundingBox();
        var boxes = page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Select Row"))
                .filter(new Locator.FilterOptions().setVisible(true));
        for (var box : boxes.all()) {
            var place = box.boundingBox();
            if (place != null && place.y < row.y + row.height && row.y < place.y + place.height) {
                box.check();
                return;
            }
        }
        throw new AssertionError("no box beside " + inRow);
    }

    /** Waits until the app says this at the bottom of the page. */
    void assertSays(String words) {
        assertThat(page.locator("vaadin-notification-card").filter(new Locator.FilterOptions().setHasText(words)))
                .isVisible();
    }

    /** Takes back what was just done. */
    void undo() {
        page.locator("vaadin-notification-card")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .last()
                .click();
    }

    void assertAddress(String path) {
        assertThat(page).hasURL(visitor.server() + path);
    }

    /** To a place at the side. */
    private void go(String place) {
        page.locator("vaadin-side-nav-item")
                .filter(new Locator.FilterOptions().setHasText(place))
                .last()
                .click();
    }

    FilesPage goToFiles() {
        go("My files");
        return new FilesPage(visitor);
    }

    FilesPage goToSpace(String name) {
        go(name);
        return new FilesPage(visitor);
    }

    /** Makes a team space and goes there. */
    FilesPage newSpace(String name) {
        button("New team space").click();
        var dialog = dialog("New team space");
        dialog.getByLabel("Name").fill(name);
        button(dialog, "Create").click();
        return new FilesPage(visitor);
    }

    /** Where the browser is, without the server. */
    String address() {
        return page.url().substring(visitor.server().toString().length());
    }

    ConflictsPage goToConflicts() {
        go("Conflicts");
        return new ConflictsPage(visitor);
    }

    TrashPage goToTrash() {
        go("Trash");
        return new TrashPage(visitor);
    }

    SearchPage search(String words) {
        var field = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Search files by name"));
        field.fill(words);
        field.press("Enter");
        return new SearchPage(visitor);
    }

    SignInPage signOut() {
        choose("Sign out");
        return new SignInPage(visitor);
    }

    AccountPage goToAccount() {
        choose("Account");
        return new AccountPage(visitor);
    }

    private void choose(String entry) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Account of .*")))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(entry))
                .click();
    }
}
