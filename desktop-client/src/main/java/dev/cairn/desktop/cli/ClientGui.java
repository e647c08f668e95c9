package dev.cairn.desktop.cli;

import dev.cairn.desktop.session.ClientWindow;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens the window. Its classes are in another jar, and none of them is loaded before this. */
@Command(
        name = "gui",
        description = {
            "Opens the window and syncs until it is closed.",
            "When the window of this home is open already, that one comes to the front."
        },
        mixinStandardHelpOptions = true)
final class ClientGui implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--hidden", description = "Begin in the tray; where there is none, with the window minimized.")
    private boolean hidden;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var window = ServiceLoader.load(ClientWindow.class)
                .findFirst()
                .orElseThrow(() -> new CommandException(ExitCode.FAILED, "this installation has no window"));
        if (!window.show(home.open(), hidden)) {
            Terminal.out(Objects.requireNonNull(spec)).println("the window is open already");
        }
        return ExitCode.DONE;
    }
}
