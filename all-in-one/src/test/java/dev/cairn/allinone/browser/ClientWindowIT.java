package dev.cairn.allinone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sync client for people who want no command line: from the first start to files that arrive, on a real X server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ClientWindowIT {
    private static final Path PICTURES = Path.of("target", "window");
    private static final int COLOURS_MIN = 20;

    @RegisterExtension
    static final Stage STAGE = new Stage();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path here;

    @Test
    void signedInThroughTheBrowserItKeepsAFolderInStep() throws Exception {
        var anna = STAGE.person("anna");
        var home = here.resolve("home");
        var folder = here.resolve("Cairn");
        try (var screen = new XServer();
                var window = new ClientWindow(screen, home, "light")) {
            signIn(window, anna);

            window.await("folder", text -> text.endsWith("Cairn"));
            window.set("folder", folder.toString());
            window.click("start");
            window.awaitText("headline", "Up to date");

            var file = Files.writeString(here.resolve("from the web.txt"), "bytes of the web");
            STAGE.signedIn(anna).upload(file).assertDone("from the web.txt");
            awaitFile(folder.resolve("from the web.txt"), "bytes of the web");
            window.await("line", text -> text.equals("1 file or folder, up to date"));
            picture(window, "overview.png");

            window.click("act");
            window.click("Until I resume");
            window.awaitText("headline", "Paused");
            window.awaitText("advice", "Nothing is sent or fetched until you resume.");
            assertThat(ClientWindow.again(screen, home)).contains("the window is open already");
            window.click("act");
            window.awaitText("headline", "Up to date");

            choosesFolders(window, folder);
            limitsAndProxies(window, home);
            window.tab("Settings");
            window.awaitText("who", anna.name() + " at " + STAGE.url());
            assertThat(window.closed()).isZero();
        }
    }

    private static void choosesFolders(ClientWindow window, Path folder) throws Exception {
        Files.createDirectory(folder.resolve("photos"));
        Files.writeString(folder.resolve("photos/a.txt"), "a photo");
        window.await("line", text -> text.equals("3 files and folders, up to date"));
        window.click("choose");
        window.await("choice photos", text -> text.equals("photos  (1 file, 7 bytes)"));
        window.click("choice photos");
        awaitGone(folder.resolve("photos"));
        window.click("choice photos");
        awaitFile(folder.resolve("photos/a.txt"), "a photo");
        window.click("Done");
    }

    private static void limitsAndProxies(ClientWindow window, Path home) throws Exception {
        window.tab("Network");
        window.awaitText("limit-up", "unlimited");
        window.awaitText("proxy-said", " ");
        window.set("limit-up", "fast");
        window.click("Apply limits");
        window.await("limit-said", text -> text.contains("is no rate"));
        window.set("limit-up", "2 MB/s 8:00-18:00 mon-fri, unlimited");
        window.click("Apply limits");
        window.awaitText("limit-up", "2 MB/s 08:00-18:00 Mon-Fri, unlimited else");
        assertThat(Files.readString(home.resolve("limits.json"))).contains("2 MB/s 08:00-18:00 Mon-Fri");
        window.click("proxy-manual");
        window.click("Apply proxy");
        window.await("proxy-said", text -> text.startsWith("A proxy has a host"));
        window.click("proxy-none");
        window.click("Apply proxy");
        window.await("proxy-said", text -> text.endsWith("from now on: none."));
        assertThat(Files.readString(home.resolve("proxy.json"))).contains("\"none\"");
        picture(window, "network.png");
    }

    private static void awaitGone(Path file) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.exists(file) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(file).doesNotExist();
    }

    private static void signIn(ClientWindow window, Person person) throws Exception {
        window.await("sign-in", text -> !text.isEmpty());
        window.set("server", "http://localhost:1");
        window.click("sign-in");
        window.await("address", text -> text.startsWith("http://localhost:1/oauth2/authorize?"));
        window.click("Cancel");

        window.await("sign-in", text -> !text.isEmpty());
        window.set("server", STAGE.url().toString());
        window.click("sign-in");
        var address = window.await("address", text -> text.startsWith(STAGE.url() + "/oauth2/authorize?"));
        STAGE.visitor().expecting("http://127.0.0.1:").open(address).signIn(person);
    }

    private static void awaitFile(Path file, String content) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(content);
    }

    /** Kept for people to look at; a window that painted nothing has few colours. */
    private static void picture(ClientWindow window, String name) throws Exception {
        var file = PICTURES.resolve(name);
        window.picture(file);
        var image = ImageIO.read(file.toFile());
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(java.util.Arrays.stream(pixels).distinct().count()).isGreaterThan(COLOURS_MIN);
    }
}
