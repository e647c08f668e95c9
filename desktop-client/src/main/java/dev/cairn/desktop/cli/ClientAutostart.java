package dev.cairn.desktop.cli;

import dev.cairn.desktop.session.Autostart;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether the window opens by itself when somebody logs in. */
@Command(
        name = "autostart",
        description = "Opens the window, hidden, at every login to the desktop (XDG autostart).",
        mixinStandardHelpOptions = true)
final class ClientAutostart implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Parameters(paramLabel = "on|off|status", description = "What to do.")
    private Wanted wanted = Wanted.STATUS;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** What to do. */
    enum Wanted {
        ON,
        OFF,
        STATUS
    }

    @Override
    public Integer call() throws Exception {
        var autostart = Autostart.of(home.open());
        switch (wanted) {
            case ON -> autostart.on();
            case OFF -> autostart.off();
            case STATUS -> {}
        }
        boolean on = autostart.isOn();
        var command = Objects.requireNonNull(spec).commandLine();
        if (json) {
            Terminal.json(command, Map.of("version", 1, "autostart", on));
        } else {
            command.getOut().println(on ? "Cairn opens at login" : "Cairn does not open at login");
        }
        return ExitCode.DONE;
    }
}
