package dev.cairn.desktop.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code client}, {@code admin}, {@code storage} and {@code backup}. */
@Command(
        name = "cairn",
        description = "File sync and sharing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ClientCommand.class, AdminCommand.class, StorageCommand.class, BackupCommand.class})
public final class CairnCommand {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private CairnCommand() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tF %1$tT %5$s%6$s%n");
        }
        var encoding = System.getProperty("sun.jnu.encoding", "");
        if (!encoding.equalsIgnoreCase("UTF-8")
                && !System.getProperty("os.name", "").startsWith("Windows")) {
            System.err.println("cairn: file names would be damaged in this locale (" + encoding
                    + "); set LC_ALL=C.UTF-8 or another UTF-8 locale");
            System.exit(ExitCode.USAGE);
        }
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        var line = new CommandLine(new CairnCommand())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.execute(arguments);
    }
}
