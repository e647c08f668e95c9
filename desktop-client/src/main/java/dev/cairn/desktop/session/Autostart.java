package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.session.CannotException.Reason;
import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether the window of a home opens by itself at login: a file as the XDG Autostart Specification 0.5 has it. Linux and BSD. */
public final class Autostart {
    private static final String LAUNCHER = "cairn.launcher";
    private static final String NAME = "cairn.desktop";

    private final Path file;
    private final String command;

    /**
     * @param folder of the desktop's autostart files
     * @param launcher the words a shell would start Cairn with
     */
    Autostart(Path folder, Home home, List<String> launcher) {
        this.file = folder.resolve(NAME);
        var words = new java.util.ArrayList<>(launcher);
        words.addAll(
                List.of("client", "gui", "--hidden", "--home", home.directory().toString()));
        this.command = words.stream().map(Autostart::quoted).collect(Collectors.joining(" "));
    }

    /** That of this user and this installation; {@link CannotException} (WRONG) where there is no such thing. */
    public static Autostart of(Home home) {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows") || system.startsWith("mac")) {
            throw new CannotException(Reason.WRONG, "add Cairn to the programs this system starts at login");
        }
        var launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new CannotException(
                    Reason.WRONG, "how Cairn was started is not known; use ./cairn or the installed program");
        }
        return new Autostart(folder(System.getenv()), home, List.of(launcher));
    }

    static Path folder(Map<String, String> environment) {
        var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".config") : Path.of(config))
                .resolve("autostart");
    }

    /** Whether it does, for this home and this installation. */
    public boolean isOn() throws IOException {
        return Files.exists(file) && Files.readString(file).lines().anyMatch(line -> line.equals("Exec=" + command));
    }

    /** Opens it at every login from now on; only one home does. */
    public void on() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var text = """
                [Desktop Entry]
                Type=Application
                Name=Cairn
                Comment=Keeps folders in step
                Exec=%s
                Terminal=false
                X-GNOME-Autostart-enabled=true
                """.formatted(command);
        new DurableFile(file).write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** No longer. */
    public void off() throws IOException {
        Files.deleteIfExists(file);
    }

    /** As the Desktop Entry Specification quotes: in the string, then in the value; a percent sign is doubled. */
    static String quoted(String word) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char each = word.charAt(i);
            if (each == '"' || each == '`' || each == '$' || each == '\\') {
                text.append(each == '\\' ? "\\\\\\" : "\\\\");
            }
            text.append(each == '%' ? "%%" : String.valueOf(each));
        }
        return text.append('"').toString();
    }
}
