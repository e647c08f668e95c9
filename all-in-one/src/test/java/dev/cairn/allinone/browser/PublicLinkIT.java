package dev.cairn.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.time.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A public link, from its maker to a stranger. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PublicLinkIT {
    @RegisterExtension
    static final Stage STAGE = new Stage();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path disk;

    @Test
    void aStrangerWithThePasswordGetsTheFileUntilTheLinkIsRevoked() throws Exception {
        var file = Files.writeString(disk.resolve("offer & more.txt"), "What we offer.\n".repeat(1_000));
        var files = STAGE.signedIn(STAGE.person("anna"));
        files.upload(file).assertDone("offer & more.txt");
        var dialog = files.share("offer & more.txt");
        var url = dialog.create("open sesame", "In 7 days");
        dialog.assertListed("Password · expires in");

        var link = STAGE.visitor().openLink(url).assertTitle("This link is protected");
        link.assertTellsNothingOf("offer", "anna")
                .unlock("open barley")
                .assertPasswordWrong()
                .assertTellsNothingOf("offer", "anna")
                .unlock("open sesame")
                .assertTitle("offer & more.txt");
        assertThat(Files.mismatch(file, link.download("Download"))).isEqualTo(-1);

        dialog.revoke();
        STAGE.visitor().openLink(url).assertTitle("This link does not work").assertTellsNothingOf("offer", "anna");
    }

    @Test
    void aFolderIsBrowsedAndNothingBesideIt() throws Exception {
        var inside = Files.writeString(disk.resolve("inside.txt"), "inside");
        var files = STAGE.signedIn(STAGE.person("anna"));
        files.newFolder("Secret").newFolder("Shared").assertHas("Secret", "Shared");
        files.enter("Shared").assertAt("My files", "Shared").newFolder("Deeper").assertHas("Deeper");
        files.enter("Deeper")
                .assertAt("My files", "Shared", "Deeper")
                .upload(inside)
                .assertDone("inside.txt");
        files.up("My files").assertAt("My files");
        var dialog = files.share("Shared");
        var url = dialog.create("", "Never");
        dialog.assertListed("never expires");

        var link = STAGE.visitor().openLink(url).assertTitle("Shared");
        link.assertTellsNothingOf("Secret", "My files").enter("Deeper").assertTitle("Shared / Deeper");
        assertThat(Files.readString(link.download("inside.txt"))).isEqualTo("inside");

        var all = STAGE.visitor().openLink(url).assertTitle("Shared").download("Download all");
        assertThat(Unzipped.names(all)).containsExactly("Shared/", "Shared/Deeper/", "Shared/Deeper/inside.txt");
        assertThat(Unzipped.bytes(all, "Shared/Deeper/inside.txt")).asString().isEqualTo("inside");
    }

    @Test
    void anExpiredLinkSaysSo() throws Exception {
        var anna = STAGE.person("anna");
        var api = STAGE.api(anna);
        var space = api.get("/api/v1/spaces/personal").json();
        var wanted = JsonMapper.shared()
                .createObjectNode()
                .put("node", space.get("root").asString())
                .put("expires", Instant.now().plusSeconds(1).toString());
        var url = api.post("/api/v1/spaces/" + space.get("id").asString() + "/links", wanted.toString())
                .json()
                .get("url")
                .asString();
        var visitor = STAGE.visitor();
        Await.until("the link's end", () -> visitor.get(url).status() != 200);
        visitor.openLink(url).assertTitle("This link has expired");
    }
}
