package dev.cairn.desktop.cli;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AccountChange;
import dev.cairn.contracts.auth.NewAccount;
import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.contracts.auth.S3Key;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceQuota;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts and keys over the REST API. */
@Command(
        name = "admin",
        description = "Accounts, groups, keys and the search index, over the REST API.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HelpCommand.class,
            AdminCommand.User.class,
            AdminCommand.S3KeyCommand.class,
            AdminCommand.SpaceCommand.class,
            GroupCommand.class,
            SearchCommand.class,
            WhyCommand.class
        })
final class AdminCommand {
    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final int PAGES_MAX = 10_000;

    @Command(
            name = "user",
            description = "Accounts. The one who signs in must be an administrator.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {Add.class, ListAll.class, Enable.class, Disable.class, Password.class})
    static final class User {}

    @Command(
            name = "s3-key",
            description = "Keys for the S3 endpoint.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {CreateKey.class, ListKeys.class, RevokeKey.class})
    static final class S3KeyCommand {}

    @Command(
            name = "space",
            description = "Spaces.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {Quota.class})
    static final class SpaceCommand {}

    @Command(name = "add", description = "Makes an account.", mixinStandardHelpOptions = true)
    static final class Add extends AdminAction {
        @Parameters(paramLabel = "NAME", description = "Sign-in name.")
        String name = "";

        @Option(
                names = "--new-password-file",
                required = true,
                paramLabel = "FILE",
                description = "File whose first line is the new account's password.")
        Path newPasswordFile = Path.of("-");

        @Option(names = "--email", description = "Where mail goes; without it none is sent.")
        @Nullable
        String email;

        @Option(names = "--display-name", description = "What people see; else the name.")
        @Nullable
        String displayName;

        @Option(names = "--admin", description = "The account administers the installation.")
        boolean admin;

        @Override
        public Integer call() throws IOException {
            var account = new NewAccount(name, Passwords.read(newPasswordFile), displayName, email, admin);
            var made = server.run(http -> http.send("POST", ACCOUNTS, account, Account.class));
            print(made, "Made the account " + made.name());
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "Lists accounts.", mixinStandardHelpOptions = true)
    static final class ListAll extends AdminAction {
        @Override
        public Integer call() throws IOException {
            List<Account> accounts = server.run(http -> {
                var all = new ArrayList<Account>();
                for (int page = 0; page < PAGES_MAX; page++) {
                    var after = all.isEmpty()
                            ? ""
                            : "?after=" + encoded(all.getLast().name());
                    var more = List.of(http.get(ACCOUNTS + after, Account[].class));
                    all.addAll(more);
                    if (more.isEmpty() || more.size() < 1_000) {
                        break;
                    }
                }
                return all;
            });
            var lines = new StringBuilder();
            for (var account : accounts) {
                lines.append(account.name())
                        .append(account.admin() ? "  administrator" : "")
                        .append(account.enabled() ? "" : "  disabled")
                        .append(System.lineSeparator());
            }
            print(accounts, lines.toString().stripTrailing());
            return ExitCode.DONE;
        }
    }

    /** Changes an account. */
    abstract static class Change extends AdminAction {
        @Parameters(paramLabel = "NAME", description = "Sign-in name.")
        String name = "";

        int change(AccountChange change, String sentence) throws IOException {
            var changed = server.run(http -> http.send("PATCH", ACCOUNTS + "/" + encoded(name), change, Account.class));
            print(changed, sentence);
            return ExitCode.DONE;
        }
    }

    @Command(name = "enable", description = "Lets an account sign in again.", mixinStandardHelpOptions = true)
    static final class Enable extends Change {
        @Override
        public Integer call() throws IOException {
            return change(new AccountChange(null, null, null, null, true), name + " may sign in again");
        }
    }

    @Command(
            name = "disable",
            description = "Ends an account's sessions and sign-ins.",
            mixinStandardHelpOptions = true)
    static final class Disable extends Change {
        @Override
        public Integer call() throws IOException {
            return change(new AccountChange(null, null, null, null, false), name + " can no longer sign in");
        }
    }

    @Command(name = "password", description = "Sets an account's password.", mixinStandardHelpOptions = true)
    static final class Password extends Change {
        @Option(names = "--new-password-file", required = true, paramLabel = "FILE", description = "The new password.")
        Path newPasswordFile = Path.of("-");

        @Override
        public Integer call() throws IOException {
            var password = Passwords.read(newPasswordFile);
            return change(
                    new AccountChange(null, null, password, null, null), "The password of " + name + " is changed");
        }
    }

    @Command(
            name = "create",
            description = "Makes a key for the one who signs in. The secret is told once.",
            mixinStandardHelpOptions = true)
    static final class CreateKey extends AdminAction {
        @Option(names = "--name", description = "What the key is for (default: ${DEFAULT-VALUE}).")
        String name = "command line";

        @Override
        public Integer call() throws IOException {
            var key =
                    server.run(http -> http.send("POST", "/api/v1/account/s3-keys", new NewSecret(name), S3Key.class));
            Map<String, @Nullable String> pair = new LinkedHashMap<>();
            pair.put("accessKey", key.accessKey());
            pair.put("secretKey", key.secretKey());
            print(pair, "access key " + key.accessKey() + System.lineSeparator() + "secret key " + key.secretKey());
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "Lists the keys of the one who signs in.", mixinStandardHelpOptions = true)
    static final class ListKeys extends AdminAction {
        @Override
        public Integer call() throws IOException {
            var keys = server.run(http -> List.of(http.get("/api/v1/account/s3-keys", S3Key[].class)));
            var lines = new StringBuilder();
            keys.forEach(key -> lines.append(key.accessKey())
                    .append("  ")
                    .append(key.name())
                    .append(System.lineSeparator()));
            print(keys, lines.toString().stripTrailing());
            return ExitCode.DONE;
        }
    }

    @Command(name = "revoke", description = "Revokes a key.", mixinStandardHelpOptions = true)
    static final class RevokeKey extends AdminAction {
        @Parameters(paramLabel = "ACCESS_KEY", description = "Which one.")
        String accessKey = "";

        @Override
        public Integer call() throws IOException {
            server.run(http -> {
                http.delete("/api/v1/account/s3-keys/" + encoded(accessKey));
                return accessKey;
            });
            print(Map.of("revoked", accessKey), "Revoked " + accessKey);
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "quota",
            description = "Limits the bytes of a space; administrators only.",
            mixinStandardHelpOptions = true)
    static final class Quota extends AdminAction {
        @Parameters(paramLabel = "SPACE", description = "Id or slug.")
        String space = "";

        @Option(names = "--bytes", required = true, description = "The limit; -1: none.")
        long bytes;

        @Override
        public Integer call() throws IOException {
            var changed = server.run(http -> {
                // An administrator may not see the space: then only its id will do.
                var id = space.length() == 36
                        ? space
                        : http.get("/api/v1/spaces/" + encoded(space), Space.class)
                                .id()
                                .toString();
                var quota = new SpaceQuota(bytes < 0 ? null : bytes);
                return http.send("PUT", "/api/v1/spaces/" + id + "/quota", quota, Space.class);
            });
            print(
                    changed,
                    changed.quotaBytes() == null
                            ? changed.name() + " has no limit"
                            : changed.name() + " may have " + changed.quotaBytes() + " bytes");
            return ExitCode.DONE;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
