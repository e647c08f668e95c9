package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.limit.Limits;
import dev.cairn.desktop.limit.Schedule;
import dev.cairn.desktop.session.LimitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the client of a home, whether it runs now or later, may send and fetch. */
@Command(
        name = "limit",
        description = {
            "Limits bandwidth, by time if wanted; without options it says what the limits are.",
            "A client that runs takes notice within a second, also for what is under way; one started later is held to them too.",
            "A limit is a rate (500 KB/s, 2 MB/s, 16 Mbit/s, unlimited; at least 16 KB/s), or several with the times they hold at:",
            "  cairn client limit --up \"2 MB/s 08:00-18:00 Mon-Fri, 500 KB/s Sat/Sun, unlimited else\"",
            "Times are those of this device; the first entry that is about a time counts."
        },
        mixinStandardHelpOptions = true)
final class ClientLimit implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @ArgGroup
    private @Nullable Change change;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** One of two. */
    static final class Change {
        @Option(names = "--off", required = true, description = "No limits from now on.")
        private boolean off;

        @ArgGroup(exclusive = false)
        private @Nullable Directions directions;
    }

    /** One or both. */
    static final class Directions {
        @Option(names = "--up", paramLabel = "LIMIT", description = "How fast to send.")
        private @Nullable String up;

        @Option(names = "--down", paramLabel = "LIMIT", description = "How fast to fetch.")
        private @Nullable String down;
    }

    /** The JSON, version 1 (docs/formats.md, "Client status"). */
    private record Said(int version, LimitStatus.Direction up, LimitStatus.Direction down) {}

    @Override
    public Integer call() throws IOException {
        var opened = home.open();
        var wanted = change;
        if (wanted != null) {
            change(opened, wanted);
        }
        var status = LimitStatus.of(opened);
        var command = Objects.requireNonNull(spec).commandLine();
        if (json) {
            Terminal.json(command, new Said(1, status.up(), status.down()));
        } else {
            print(command.getOut(), status);
        }
        return ExitCode.DONE;
    }

    private static void change(Home home, Change wanted) throws IOException {
        var said = wanted.directions;
        if (wanted.off || said == null) {
            home.keepLimits(Limits.NONE);
            return;
        }
        var before = home.limits();
        home.keepLimits(Limits.of(schedule(said.up, before.up()), schedule(said.down, before.down())));
    }

    private static Schedule schedule(@Nullable String text, Schedule before) {
        try {
            return text == null ? before : Schedule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    static void print(PrintWriter out, LimitStatus limits) {
        out.println(
                "limits: up " + limits.up().words() + "; down " + limits.down().words());
    }
}
