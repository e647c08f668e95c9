package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.BrowserSignIn;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SignIn;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.FolderList;
import dev.cairn.desktop.session.NewSignIn;
import dev.cairn.desktop.session.ServerAddress;
import dev.cairn.desktop.session.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The sync client. */
@Command(
        name = "client",
        description = "Keeps folders on this device equal with spaces on a server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HelpCommand.class,
            ClientCommand.Login.class,
            ClientCommand.Add.class,
            ClientCommand.Remove.class,
            ClientCommand.ListFolders.class,
            ClientGui.class,
            ClientAutostart.class,
            ClientRun.class,
            ClientSync.class,
            ClientStatus.class,
            ClientExplain.class,
            ClientFolders.class,
            ClientSelect.Select.class,
            ClientSelect.Unselect.class,
            ClientDevices.class,
            ClientConflicts.class,
            ClientResolve.class,
            ClientMerge.class,
            ClientPause.class,
            ClientPause.Resume.class,
            ClientLimit.class,
            ClientProxy.class,
            ClientAnswer.Confirm.class,
            ClientAnswer.Undo.class,
            ClientCommand.Logout.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done; sync: both sides are equal",
            "  1  failed, 2  wrong command line",
            "  3  sign-in refused, or nobody is signed in",
            "  4  the server cannot be reached",
            "  5  another client uses this home",
            "  6  some paths could not be synced (client status says which); explain: not what the server has",
            "  7  a synced folder is not there, or cannot be used",
            "  8  deletions on the server wait for confirm-deletes or undo-deletes",
            "  9  the disk is full",
            " 11  sync: the client is paused"
        })
final class ClientCommand {

    @Command(
            name = "login",
            description = {
                "Signs this installation in: with a name and a password, which is used once and not kept,",
                "or with --browser on the sign-in page of the server."
            },
            mixinStandardHelpOptions = true)
    static final class Login implements Callable<Integer> {
        @Mixin
        ClientHome home = new ClientHome();

        @Option(names = "--server", required = true, paramLabel = "URL", description = "Address of the installation.")
        String server = "";

        @ArgGroup(multiplicity = "1")
        Way way = new Way();

        /** One of two. */
        static final class Way {
            @Option(
                    names = "--browser",
                    required = true,
                    description = "Prints an address to open in a browser of this machine; waits ten minutes at most.")
            boolean browser;

            @ArgGroup(exclusive = false)
            @Nullable
            Password password;
        }

        /** Both or none. */
        static final class Password {
            @Option(names = "--user", required = true, paramLabel = "NAME", description = "Sign-in name.")
            String user = "";

            @Option(
                    names = "--password-file",
                    required = true,
                    paramLabel = "FILE",
                    description = "File whose first line is the password; - for standard input.")
            Path file = Path.of("-");
        }

        @Option(
                names = "--device",
                paramLabel = "NAME",
                description = "What this installation is called, also in the names of conflict copies.")
        @Nullable
        String device;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return home.locked((opened, client) -> {
                var address = ServerAddress.parse(server);
                var http = new Http(address, client, Terminal.JSON, null);
                var name = device == null ? NewSignIn.deviceName() : device;
                var account = account(opened, http, address, name);
                NewSignIn.keep(opened, account);
                Terminal.out(Objects.requireNonNull(spec)).println("Signed in to " + address + " as " + account.user());
            });
        }

        private Account account(Home opened, Http http, URI address, String name) throws Exception {
            var known = way.password;
            if (known != null) {
                NewSignIn.check(opened, address, known.user);
                return new SignIn(http).account(address, known.user, Passwords.read(known.file), name);
            }
            try (var signIn = BrowserSignIn.begin(address, http, name, new SecureRandom())) {
                var out = Terminal.out(Objects.requireNonNull(spec));
                out.println("Open this address in a browser of this machine:");
                out.println(signIn.address());
                out.flush();
                return signIn.await(NewSignIn.PATIENCE);
            }
        }
    }

    @Command(
            name = "add",
            description = {
                "Keeps a folder equal with a space from now on.",
                "Both may hold files already: they are merged, nothing is deleted."
            },
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin
        ClientHome home = new ClientHome();

        @Option(
                names = "--space",
                required = true,
                paramLabel = "SPACE",
                description = "personal, or a space's slug or id.")
        String space = "";

        @Option(names = "--folder", required = true, paramLabel = "DIR", description = "Made when it is not there.")
        Path folder = Path.of("");

        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return home.locked((opened, client) -> {
                var added = new FolderList(opened).add(SignedIn.http(opened, client), space, folder);
                var command = Objects.requireNonNull(spec).commandLine();
                if (json) {
                    Terminal.json(command, added);
                } else {
                    command.getOut().println(added.folder() + " is synced with " + added.name() + " from now on");
                }
            });
        }
    }

    @Command(
            name = "remove",
            description = "Stops syncing a folder. Its files stay, here and on the server.",
            mixinStandardHelpOptions = true)
    static final class Remove implements Callable<Integer> {
        @Mixin
        ClientHome home = new ClientHome();

        @Option(names = "--folder", required = true, paramLabel = "DIR", description = "Which one.")
        Path folder = Path.of("");

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return home.locked((opened, _) -> {
                var path = new FolderList(opened).remove(folder);
                Terminal.out(Objects.requireNonNull(spec)).println(path + " is no longer synced");
            });
        }
    }

    @Command(name = "list", description = "Lists the synced folders.", mixinStandardHelpOptions = true)
    static final class ListFolders implements Callable<Integer> {
        @Mixin
        ClientHome home = new ClientHome();

        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var folders = home.open().folders();
            var command = Objects.requireNonNull(spec).commandLine();
            if (json) {
                Terminal.json(command, Map.of("folders", folders));
            } else {
                folders.forEach(folder -> command.getOut().println(folder.folder() + "  " + folder.name()));
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "logout",
            description = "Forgets the sign-in, here and on the server. Folders and files stay.",
            mixinStandardHelpOptions = true)
    static final class Logout implements Callable<Integer> {
        @Mixin
        ClientHome home = new ClientHome();

        @Spec
        @Nullable
        CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return home.locked((opened, client) -> {
                SignedIn.leave(opened, client);
                Terminal.out(Objects.requireNonNull(spec)).println("Signed out");
            });
        }
    }
}
