package dev.cairn.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.cairn.allinone.scenario.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A person's everyday work with files. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class FilesIT {
    @RegisterExtension
    static final Stage STAGE = new Stage();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @SuppressWarnings("NullAway.Init")
    private FilesPage files;

    @BeforeEach
    void signIn() throws Exception {
        files = STAGE.signedIn(STAGE.person("anna")).assertAt("My files");
    }

    /** A file of so many bytes that no other has. */
    private Path file(String name, int size) throws IOException {
        var bytes = new byte[size];
        new SplittableRandom(name.hashCode()).nextBytes(bytes);
        var path = disk.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, bytes);
    }

    private static void assertSameBytes(Path left, Path right) throws IOException {
        assertThat(Files.mismatch(left, right))
                .as("%s and %s differ at", left, right)
                .isEqualTo(-1);
    }

    @Test
    void pickedFilesAreUploadedAndComeBackByteForByte() throws Exception {
        var big = file("big.bin", 9 << 20);
        var small = file("naïve + 100%, “quoted” 🪨.txt", 1_000);
        var empty = file("empty.dat", 0);
        files.upload(big, small, empty)
                .assertDone("big.bin", "naïve + 100%, “quoted” 🪨.txt", "empty.dat")
                .assertLists("big.bin", "empty.dat", "naïve + 100%, “quoted” 🪨.txt");
        for (var file : new Path[] {big, small, empty}) {
            assertSameBytes(file, files.download(file.getFileName().toString()));
        }
    }

    @Test
    void droppedFilesAndFoldersAreUploadedWithWhatIsInThem() throws Exception {
        file("Trip/day 1/photo.jpg", 70_000);
        file("Trip/day 2/photo.jpg", 80_000);
        file("Trip/list.txt", 500);
        var loose = file("loose.txt", 300);
        files.drop(disk.resolve("Trip"), loose)
                .assertDone("list.txt", "loose.txt")
                .assertLists("Trip", "loose.txt")
                .enter("Trip")
                .assertAt("My files", "Trip")
                .assertLists("day 1", "day 2", "list.txt")
                .enter("day 2")
                .assertAt("My files", "Trip", "day 2");
        assertSameBytes(disk.resolve("Trip/day 2/photo.jpg"), files.download("photo.jpg"));
        files.up("Trip").assertAt("My files", "Trip").up("My files").assertAt("My files");
    }

    @Test
    void foldersAndSelectionsComeAsOneArchive() throws Exception {
        file("Trip/day 1/photo.jpg", 70_000);
        file("Trip/naïve 🪨.txt", 500);
        file("Trip/empty.dat", 0);
        var loose = file("loose.bin", 3 << 20);
        files.drop(disk.resolve("Trip"), loose)
                .assertDone("photo.jpg", "loose.bin")
                .assertLists("Trip", "loose.bin");

        assertThat(Unzipped.names(files.download("Trip")))
                .containsExactlyInAnyOrder(
                        "Trip/", "Trip/day 1/", "Trip/day 1/photo.jpg", "Trip/empty.dat", "Trip/naïve 🪨.txt");

        var both = files.select("Trip", "loose.bin").downloadSelected();
        assertThat(Unzipped.bytes(both, "loose.bin")).isEqualTo(Files.readAllBytes(loose));
        assertThat(Unzipped.bytes(both, "Trip/day 1/photo.jpg"))
                .isEqualTo(Files.readAllBytes(disk.resolve("Trip/day 1/photo.jpg")));
    }

    @Test
    void takenNamesAreAskedAboutAndOldVersionsComeBack() throws Exception {
        var first = file("report.txt", 1_000);
        files.upload(first).assertDone("report.txt").assertHas("report.txt");
        var kept = Files.copy(first, disk.resolve("first"));

        var second = file("report.txt", 0);
        Files.writeString(second, "the second text");
        files.visitor().page().reload();
        files.upload(second).answerClash("New version").assertDone("report.txt");
        var versions = files.versions("report.txt").assertCount(2);
        assertSameBytes(second, versions.download(0));
        assertSameBytes(kept, versions.download(1));
        versions.restore(1).assertCount(3).close();
        assertSameBytes(kept, files.download("report.txt"));

        files.visitor().page().reload();
        files.upload(second)
                .answerClash("Keep both")
                .assertDone("report.txt")
                .assertLists("report.txt", "report (2).txt");
        assertSameBytes(second, files.download("report (2).txt"));
    }

    @Test
    void foldersAreMadeRenamedAndMovedInto() throws Exception {
        files.newFolder("Plans").assertHas("Plans").newFolder("Plans").assertNameRefused("already something");
        files.newFolder("a/b").assertNameRefused("cannot contain a slash");
        files.rename("Plans", "Plans 2027").assertHas("Plans 2027").assertHasNot("Plans");

        files.upload(file("one.txt", 10), file("two.txt", 20), file("three.txt", 30))
                .assertDone("one.txt", "two.txt", "three.txt")
                .moveTo("one.txt", "Plans 2027")
                .assertHasNot("one.txt")
                .dragTo("two.txt", "Plans 2027")
                .assertHasNot("two.txt");
        files.undo();
        files.assertHas("two.txt").enter("Plans 2027").assertLists("one.txt");
    }

    @Test
    void whatIsDeletedWaitsInTheTrash() throws Exception {
        var file = file("letter.txt", 2_000);
        files.goToTrash().assertEmpty();
        files.goToFiles().upload(file, file("other.txt", 10)).assertDone("letter.txt", "other.txt");

        files.delete("letter.txt").assertHasNot("letter.txt").undo();
        files.assertHas("letter.txt");
        files.select("letter.txt", "other.txt").withSelected("Delete").assertEmpty("Drop files here");

        files.goToTrash()
                .assertHas("other.txt")
                .restore("letter.txt")
                .deleteForGood("other.txt")
                .assertEmpty();
        files.goToFiles().assertLists("letter.txt");
        assertSameBytes(file, files.download("letter.txt"));
    }

    @Test
    void whatTwoDevicesWroteIsShownSideBySideUntilSomebodyChooses() throws Exception {
        var anna = STAGE.person("anna");
        var here = STAGE.signedIn(anna);
        here.goToConflicts().assertNone().goToFiles();
        var theirs = file("plan.txt", 1_000);
        var mine = file("plan (conflicted copy of laptop 2026-11-21).txt", 2_000);
        here.upload(theirs, mine).assertDone("plan.txt");
        tellConflict(STAGE.api(anna));
        var page = here.goToConflicts()
                .assertOffers("plan.txt")
                .assertOffers("plan (conflicted copy of laptop 2026-11-21).txt");
        assertSameBytes(theirs, page.download(0));
        assertSameBytes(mine, page.download(1));
        page.keep("plan (conflicted copy of laptop 2026-11-21).txt").assertNone();
        var now = page.goToFiles().assertLists("plan.txt");
        assertSameBytes(mine, now.download("plan.txt"));

        now.upload(mine).assertDone("plan (conflicted copy of laptop 2026-11-21).txt");
        tellConflict(STAGE.api(anna));
        now.goToConflicts().assertOffers("plan.txt").keepBoth().assertNone();
        now.goToFiles()
                .assertHas("plan (conflicted copy of laptop 2026-11-21).txt")
                .assertHas("plan.txt");
    }

    @Test
    void aFolderGoesWhenSomebodyHasSeenItAndMeansIt() throws Exception {
        var anna = STAGE.person("anna");
        var here = STAGE.signedIn(anna);
        var copy = "plans (conflicted copy of laptop 2026-11-21)";
        here.upload(file(copy, 10)).assertDone(copy);
        here.newFolder("plans.d").assertHas("plans.d");
        var api = STAGE.api(anna);
        tellConflict(api);
        var page = here.goToConflicts().keep(copy).assertAsks("0 files").cancel();
        putFolder(api, "plans.d", "somebody's");
        page.keep(copy).confirm();
        page.assertSays("It was changed in the meantime");
        page.keep(copy).assertAsks("0 files").confirm().assertNone();
        page.goToTrash().assertHas("plans.d");
    }

    private static void putFolder(Api api, String into, String name) throws Exception {
        var space = api.get("/api/v1/spaces/personal").json().get("id").asString();
        var parent = api.get("/api/v1/spaces/" + space + "/path?path=" + into)
                .json()
                .get("node")
                .get("id")
                .asString();
        var made = api.post(
                "/api/v1/spaces/" + space + "/operations",
                "{\"operations\":[{\"op\":\"create-folder\",\"id\":\"" + UUID.randomUUID() + "\",\"node\":\""
                        + UUID.randomUUID() + "\",\"parent\":\"" + parent + "\",\"name\":\"" + name
                        + "\",\"modified\":\"2026-11-21T10:00:00Z\"}]}");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
    }

    /** As the device would that made the copy. */
    private static void tellConflict(Api api) throws Exception {
        var space = api.get("/api/v1/spaces/personal").json().get("id").asString();
        var ids = new TreeMap<String, String>();
        var children = api.get("/api/v1/spaces/" + space + "/nodes/"
                        + api.get("/api/v1/spaces/" + space).json().get("root").asString() + "/children")
                .json();
        children.get("nodes")
                .forEach(node ->
                        ids.put(node.get("name").asString(), node.get("id").asString()));
        var told = api.post(
                "/api/v1/spaces/" + space + "/operations",
                "{\"operations\":[{\"op\":\"note-conflict\",\"id\":\"" + UUID.randomUUID()
                        + "\",\"node\":\"" + ids.firstEntry().getValue() + "\",\"original\":\""
                        + ids.lastEntry().getValue()
                        + "\",\"device\":\"laptop\",\"made\":\"2026-11-21T10:00:00Z\"}]}");
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
    }

    @Test
    void filesAreFoundByName() throws Exception {
        files.newFolder("Taxes").enter("Taxes").assertAt("My files", "Taxes");
        files.upload(file("Invoice March.pdf", 100)).assertDone("Invoice March.pdf");
        files.search("xyzzy").assertFindsNothing();
        files.search("march inv")
                .assertFinds("Invoice March.pdf", "My files / Taxes")
                .open("Invoice March.pdf")
                .assertAt("My files", "Taxes")
                .assertHas("Invoice March.pdf");
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        files.newFolder("Alpha").assertHas("Alpha").newFolder("Beta").assertHas("Beta");
        files.press("Alpha", "Enter").assertAt("My files", "Alpha").assertEmpty("Drop files here");
        files.visitor().page().goBack();
        files.assertAt("My files").press("Alpha", "F2").dialog("Rename folder");
        files.visitor().page().keyboard().press("Escape");
        files.press("Beta", "Delete").assertHasNot("Beta").assertHas("Alpha");
    }

    @Test
    void anOpenListFollowsWhatHappensElsewhere() throws Exception {
        var ben = STAGE.person("ben");
        var here = STAGE.signedIn(ben).assertEmpty("Drop files here");
        var elsewhere = STAGE.signedIn(ben).newFolder("From elsewhere");
        here.assertHas("From elsewhere");
        elsewhere.rename("From elsewhere", "Renamed");
        here.assertHas("Renamed").assertHasNot("From elsewhere");
    }

    @Test
    void aFileIsLookedIntoWithoutDownloadingIt() throws Exception {
        var text = disk.resolve("note.txt");
        Files.writeString(text, "<b>not bold</b> & <script>document.title = 'taken over'</script>");
        files.upload(text).assertDone("note.txt");
        files.enter("note.txt");
        PlaywrightAssertions.assertThat(files.dialog("note.txt").locator("pre"))
                .hasText("<b>not bold</b> & <script>document.title = 'taken over'</script>");
    }
}
