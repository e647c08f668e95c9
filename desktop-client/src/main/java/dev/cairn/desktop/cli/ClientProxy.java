package dev.cairn.desktop.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.proxy.ProxySettings;
import dev.cairn.desktop.proxy.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the server is reached. */
@Command(
        name = "proxy",
        description = {
            "Says through which proxy the server is reached, or changes that.",
            "Until somebody says otherwise it is what the system says: https_proxy, http_proxy, all_proxy and no_proxy.",
            "A client that runs takes notice within a second. It may be set before client login."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ClientProxy.Set.class, ClientProxy.OfSystem.class, ClientProxy.Direct.class})
final class ClientProxy implements Callable<Integer> {
    @Mixin
    private Said said = new Said();

    @Override
    public Integer call() throws IOException {
        return said.tell(said.home.open());
    }

    /** What every one of these commands is told and prints. */
    static final class Said {
        @Mixin
        private ClientHome home = new ClientHome();

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec(Spec.Target.MIXEE)
        private @Nullable CommandSpec spec;

        private int change(ProxySettings settings) throws IOException {
            var opened = home.open();
            opened.keepProxy(settings);
            return tell(opened);
        }

        private int tell(Home opened) throws IOException {
            var settings = opened.proxy();
            var account = opened.account();
            @Nullable
            String through = account.isEmpty()
                    ? null
                    : Route.of(settings).through(account.get().server());
            var command = Objects.requireNonNull(spec).commandLine();
            if (json) {
                Terminal.json(command, Printed.of(settings, through));
            } else {
                command.getOut().println("proxy: " + settings);
                account.ifPresent(known -> command.getOut()
                        .println(known.server() + " is reached "
                                + (through == null ? "directly" : "through " + through)));
            }
            return ExitCode.DONE;
        }
    }

    /**
     * The JSON, version 1 (docs/formats.md, "Client status"); never a password.
     *
     * @param through the proxy on the way to the server; absent: none, or nobody is signed in
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Printed(
            int version,
            String mode,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String user,
            @Nullable List<String> except,
            @Nullable String through) {
        static Printed of(ProxySettings settings, @Nullable String through) {
            return new Printed(
                    1, settings.mode(), settings.host(), settings.port(), settings.user(), settings.except(), through);
        }
    }

    @Command(name = "set", description = "Uses an HTTP proxy from now on.", mixinStandardHelpOptions = true)
    static final class Set implements Callable<Integer> {
        @Mixin
        private Said said = new Said();

        @Option(names = "--host", required = true, paramLabel = "HOST", description = "Its name or address.")
        private String host = "";

        @Option(names = "--port", required = true, paramLabel = "PORT", description = "Its port.")
        private int port;

        @Option(names = "--user", paramLabel = "NAME", description = "The name it asks for, if it asks for one.")
        private @Nullable String user;

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "File whose first line is the password; - for standard input. Kept in the home.")
        private @Nullable Path passwordFile;

        @Option(
                names = "--except",
                split = ",",
                paramLabel = "HOST",
                description = "Hosts and domains that are reached directly, as in no_proxy.")
        private List<String> except = List.of();

        @Override
        public Integer call() throws IOException {
            var password = passwordFile == null ? null : Passwords.read(passwordFile);
            try {
                return said.change(ProxySettings.manual(host, port, user, password, except));
            } catch (IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(name = "system", description = "Does as the system says.", mixinStandardHelpOptions = true)
    static final class OfSystem implements Callable<Integer> {
        @Mixin
        private Said said = new Said();

        @Override
        public Integer call() throws IOException {
            return said.change(ProxySettings.SYSTEM);
        }
    }

    @Command(name = "none", description = "Uses no proxy, whatever the system says.", mixinStandardHelpOptions = true)
    static final class Direct implements Callable<Integer> {
        @Mixin
        private Said said = new Said();

        @Override
        public Integer call() throws IOException {
            return said.change(ProxySettings.NONE);
        }
    }
}
