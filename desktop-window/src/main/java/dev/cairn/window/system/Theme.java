package dev.cairn.window.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Whether the desktop is light or dark, asked of the programs every desktop has; light when it does not say. */
public final class Theme {
    private static final long SECONDS_MAX = 2;
    private static final int ANSWER_MAX = 10_000;

    private final String forced;

    /** @param forced "light" or "dark"; anything else: follow the desktop */
    public Theme(String forced) {
        this.forced = forced;
    }

    /** Asks; takes two seconds at most. */
    public boolean isDark() {
        if (forced.equals("light") || forced.equals("dark")) {
            return forced.equals("dark");
        }
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return answer("defaults", "read", "-g", "AppleInterfaceStyle").contains("Dark");
        }
        if (system.startsWith("windows")) {
            return answer(
                            "reg",
                            "query",
                            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                            "/v",
                            "AppsUseLightTheme")
                    .contains("0x0");
        }
        // The portal answers on every desktop that has one; 1 is "prefer dark".
        return answer(
                                "gdbus",
                                "call",
                                "--session",
                                "--timeout=1",
                                "--dest=org.freedesktop.portal.Desktop",
                                "--object-path=/org/freedesktop/portal/desktop",
                                "--method=org.freedesktop.portal.Settings.Read",
                                "org.freedesktop.appearance",
                                "color-scheme")
                        .contains("uint32 1")
                || answer("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
                        .contains("dark");
    }

    private static String answer(String... command) {
        try {
            var process = new ProcessBuilder(List.of(command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readNBytes(ANSWER_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
