package dev.cairn.allinone.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Chromium of this machine, headless. Not thread-safe, as the driver is not. */
final class Chromium implements AutoCloseable {
    /** Names a browser other than the first one on the path. */
    private static final String CHOSEN = "CAIRN_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    /** How long a page may take for one thing it is asked for. */
    static final double PATIENCE_MILLIS = 30_000;

    private final Playwright driver;
    private final Browser browser;

    Chromium() {
        var program = find();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        driver = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = driver.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(flags()));
    }

    private static Path find() {
        var chosen = System.getenv(CHOSEN);
        if (chosen != null) {
            return Path.of(chosen);
        }
        return NAMES.stream()
                .flatMap(Chromium::onPath)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The tests of the web app need a browser: none of "
                        + NAMES + " is on the path (Debian, Ubuntu: apt-get install chromium), and " + CHOSEN
                        + " names none"));
    }

    private static Stream<Path> onPath(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    private static List<String> flags() {
        var flags = new ArrayList<>(List.of(
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run"));
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium refuses to run as root inside its sandbox.
            flags.add("--no-sandbox");
        }
        return flags;
    }

    /** A browser of somebody's own: no cookie, no storage is shared with another. */
    BrowserContext newContext(Browser.NewContextOptions options) {
        var context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        return context;
    }

    @Override
    public void close() {
        driver.close();
    }
}
