package dev.cairn.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.account.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutostartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path here;

    private Autostart of(String home) throws IOException {
        return new Autostart(
                here.resolve("config/autostart"),
                new Home(here.resolve(home), ClientJson.MAPPER),
                List.of("/opt/my programs/cairn"));
    }

    @Test
    void itIsAFileOfTheDesktopThatStartsThisInstallationWithThisHome() throws IOException {
        var autostart = of("home");
        assertThat(autostart.isOn()).isFalse();
        autostart.on();
        assertThat(autostart.isOn()).isTrue();
        assertThat(Files.readAllLines(here.resolve("config/autostart/cairn.desktop")))
                .startsWith("[Desktop Entry]")
                .contains("Type=Application")
                .contains("Exec=\"/opt/my programs/cairn\" \"client\" \"gui\" \"--hidden\" \"--home\" \""
                        + here.resolve("home") + "\"");
        assertThat(of("another home").isOn()).isFalse();
        autostart.off();
        assertThat(autostart.isOn()).isFalse();
    }

    /** Desktop Entry Specification 1.5, "The Exec key" and "Value types". */
    @Test
    void whatTheDesktopWouldReadAsItsOwnIsQuoted() {
        assertThat(Autostart.quoted("100% \"$a\" b\\c")).isEqualTo("\"100%% \\\\\"\\\\$a\\\\\" b\\\\\\\\c\"");
    }

    @Test
    void theDesktopSaysWhereTheFileGoes() {
        assertThat(Autostart.folder(Map.of("XDG_CONFIG_HOME", "/x"))).isEqualTo(Path.of("/x/autostart"));
        assertThat(Autostart.folder(Map.of())).endsWithRaw(Path.of(".config/autostart"));
    }
}
