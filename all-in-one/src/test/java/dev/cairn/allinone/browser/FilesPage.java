package dev.cairn.allinone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The list of a folder, with what can be done there. */
final class FilesPage extends AppPage {
    private static final int DRAGS_MAX = 5;
    private static final double DRAG_TAKES_MILLIS = 4_000;

    FilesPage(Visitor visitor) {
        super(visitor);
    }

    // ---- looking ----

    FilesPage assertAt(String... path) {
        var trail = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Folders"));
        assertThat(trail.locator("li")).hasText(path);
        return this;
    }

    FilesPage assertEmpty(String title) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title)))
                .isVisible();
        return this;
    }

    FilesPage assertHas(String... names) {
        for (var name : names) {
            assertThat(entry(name)).isVisible();
        }
        return this;
    }

    FilesPage assertHasNot(String... names) {
        for (var name : names) {
            assertThat(entry(name)).isHidden();
        }
        return this;
    }

    /** All names, in the order they are shown; there are no others. */
    FilesPage assertLists(String... names) {
        assertThat(page.locator(".cairn-files .cairn-name-text > :first-child")
                        .filter(new Locator.FilterOptions().setVisible(true)))
                .hasText(names);
        return this;
    }

    private Locator grid() {
        return page.locator("vaadin-grid.cairn-files");
    }

    private Locator entry(String name) {
        // The grid keeps cells of rows that are gone, out of sight, to use them again.
        return grid().getByTitle(name, new Locator.GetByTitleOptions().setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true));
    }

    // ---- going ----

    FilesPage enter(String folder) {
        entry(folder).click();
        return this;
    }

    FilesPage up(String folder) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Folders"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(folder))
                .click();
        return this;
    }

    /** Presses a key while the row of this name has the focus. */
    FilesPage press(String name, String key) {
        entry(name)
                .locator("xpath=ancestor::vaadin-grid-cell-content")
                .click(new Locator.ClickOptions().setPosition(400, 10));
        page.keyboard().press(key);
        return this;
    }

    // ---- bytes ----

    UploadPanel upload(Path... files) {
        choose(() -> button("Upload").click(), files);
        return new UploadPanel(this);
    }

    /** Lets go of files and folders of the machine above the list. */
    UploadPanel drop(Path... files) {
        var place = page.locator(".cairn-place").boundingBox();
        var paths = new JsonArray();
        for (var file : files) {
            paths.add(file.toAbsolutePath().toString());
        }
        var session = page.context().newCDPSession(page);
        for (var step : List.of("dragEnter", "dragOver", "drop")) {
            var data = new JsonObject();
            data.add("items", new JsonArray());
            data.add("files", paths);
            data.addProperty("dragOperationsMask", 1);
            var event = new JsonObject();
            event.addProperty("type", step);
            event.addProperty("x", place.x + place.width / 2);
            event.addProperty("y", place.y + place.height / 2);
            event.add("data", data);
            session.send("Input.dispatchDragEvent", event);
            if (step.equals("dragOver")) {
                assertThat(page.getByText("Drop files and folders to upload them here"))
                        .isVisible();
            }
        }
        session.detach();
        return new UploadPanel(this);
    }

    void choose(Runnable click, Path... files) {
        FileChooser chooser = page.waitForFileChooser(click);
        chooser.setFiles(files);
    }

    /** The bytes as the browser saved them; of a folder, an archive. */
    Path download(String name) {
        return page.waitForDownload(() -> menu(name, "Download")).path();
    }

    /** One archive of what is selected. */
    Path downloadSelected() {
        return page.waitForDownload(() ->
                        button(page.getByRole(AriaRole.TOOLBAR), "Download").click())
                .path();
    }

    // ---- names ----

    FilesPage newFolder(String name) {
        button("New folder").click();
        return answerName("New folder", "Create", name);
    }

    FilesPage rename(String name, String wanted) {
        menu(name, "Rename …");
        return answerName(Pattern.compile("Rename (file|folder)"), "Rename", wanted);
    }

    private FilesPage answerName(Object title, String button, String name) {
        var dialog = dialog(title);
        var field = dialog.getByLabel("Name");
        field.fill(name);
        if (!field.inputValue().equals(name)) {
            // The dialog selects a name without its ending when it opens, and did so in the middle.
            field.fill(name);
        }
        button(dialog, button).click();
        return this;
    }

    /** What the open dialog for a name says about the name. */
    FilesPage assertNameRefused(String words) {
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(words);
        button(page.getByRole(AriaRole.DIALOG), "Cancel").click();
        return this;
    }

    FilesPage moveTo(String name, String folder) {
        menu(name, "Move …");
        var dialog = dialog(Pattern.compile("Move .* to"));
        dialog.getByText(folder, new Locator.GetByTextOptions().setExact(true)).click();
        button(dialog, "Move here").click();
        return this;
    }

    /** Again when a list that was just being drawn anew swallowed it, as people do. */
    FilesPage dragTo(String name, String folder) {
        for (int i = 0; i < DRAGS_MAX && entry(name).isVisible(); i++) {
            entry(name).locator("xpath=ancestor::vaadin-grid-cell-content").hover();
            page.mouse().down();
            // Only the second move over the folder is one that the list is told of as being dragged over.
            entry(folder).hover();
            entry(folder).hover();
            page.mouse().up();
            try {
                entry(name)
                        .waitFor(new Locator.WaitForOptions()
                                .setState(WaitForSelectorState.HIDDEN)
                                .setTimeout(DRAG_TAKES_MILLIS));
            } catch (TimeoutError e) {
                // Once more.
            }
        }
        return this;
    }

    FilesPage delete(String name) {
        menu(name, "Delete");
        return this;
    }

    /** A row that is shown anew in the moment of the click takes no notice of it: whoever sees that clicks again. */
    FilesPage select(String... names) {
        for (int chosen = 1; chosen <= names.length; chosen++) {
            var said = page.getByText(chosen == 1 ? "1 item selected" : chosen + " items selected");
            for (int attempt = 0; attempt < 10 && !isSoon(said); attempt++) {
                tick(entry(names[chosen - 1]));
            }
            assertThat(said).isVisible();
        }
        return this;
    }

    private static boolean isSoon(Locator said) {
        try {
            said.waitFor(new Locator.WaitForOptions().setTimeout(1_000));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    /** Clicks on something in the bar above the list that is there while rows are selected. */
    FilesPage withSelected(String action) {
        button(page.getByRole(AriaRole.TOOLBAR), action).click();
        return this;
    }

    // ---- dialogs ----

    VersionsDialog versions(String name) {
        menu(name, "Versions …");
        return new VersionsDialog(dialog("Versions of " + name), this);
    }

    FilesPage favour(String name) {
        menu(name, "Add to favourites");
        assertSays("“" + name + "” is among your favourites");
        return this;
    }

    /** Writes the first comment on something. */
    FilesPage comment(String name, String text) {
        menu(name, "Comments …");
        var dialog = dialog("Comments on " + name);
        dialog.getByLabel("Write a comment").fill(text);
        button(dialog, "Comment").click();
        assertThat(dialog.getByRole(AriaRole.LISTITEM)).containsText(text);
        button(dialog, "Close").click();
        assertClosed(dialog);
        return this;
    }

    LinkDialog share(String name) {
        menu(name, "Share a link …");
        return new LinkDialog(dialog("Share “" + name + "”"), this);
    }

    MembersDialog members() {
        button("Members").click();
        return new MembersDialog(dialog(Pattern.compile("Members of .*")), this);
    }

    /** What the menu of a row offers. */
    FilesPage withMenu(String name, Consumer<Locator> look) {
        openMenu(name);
        look.accept(page.getByRole(AriaRole.MENU));
        page.keyboard().press("Escape");
        return this;
    }

    private void menu(String name, String action) {
        openMenu(name);
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(action).setExact(true))
                .click();
    }

    private void openMenu(String name) {
        grid().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName("More about " + name)
                                .setExact(true))
                .click();
    }
}
