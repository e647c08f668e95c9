package dev.cairn.desktop.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.desktop.account.PauseUntil;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets the client of a home, whether it runs now or later, do nothing for a while. */
@Command(
        name = "pause",
        description = {
            "Syncs nothing until client resume, or for a time. What is under way ends.",
            "A client that runs takes notice within a second; one started later is paused too."
        },
        mixinStandardHelpOptions = true)
final class ClientPause implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(366);

    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--for", paramLabel = "TIME", description = "How long: 30m, 2h, 1d, 1h30m (a year at most).")
    private @Nullable String time;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * The JSON, version 1 (docs/formats.md, "Client status").
     *
     * @param until absent: until client resume, or not paused
     * @param before whether a pause had been asked for, perhaps over by now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Printed(
            int version, boolean paused, @Nullable Instant until, boolean before) {}

    @Override
    public Integer call() throws IOException {
        var wanted = time;
        @Nullable
        Instant until = wanted == null ? null : InstantSource.system().instant().plus(parse(wanted));
        var opened = home.open();
        boolean before = opened.paused().isPresent();
        opened.pause(new PauseUntil(until));
        var command = Objects.requireNonNull(spec).commandLine();
        if (json) {
            Terminal.json(command, new Printed(1, true, until, before));
        } else {
            command.getOut().println("paused until " + (until == null ? "client resume" : until.toString()));
        }
        return ExitCode.DONE;
    }

    static Duration parse(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        int day = upper.indexOf('D');
        var iso = day < 0
                ? "PT" + upper
                : "P" + upper.substring(0, day + 1) + (day + 1 == upper.length() ? "" : "T" + upper.substring(day + 1));
        try {
            var parsed = Duration.parse(iso);
            if (parsed.isPositive() && parsed.compareTo(LONGEST) <= 0) {
                return parsed;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for every other time that is none.
        }
        throw new CommandException(
                ExitCode.USAGE, "\"" + text + "\" is no time from a second to a year; write 30m, 2h or 1d");
    }

    @Command(name = "resume", description = "Ends a pause.", mixinStandardHelpOptions = true)
    static final class Resume implements Callable<Integer> {
        @Mixin
        private ClientHome home = new ClientHome();

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            boolean before = home.open().resume();
            var command = Objects.requireNonNull(spec).commandLine();
            if (json) {
                Terminal.json(command, new Printed(1, false, null, before));
            } else {
                command.getOut().println(before ? "syncing goes on" : "the client was not paused");
            }
            return ExitCode.DONE;
        }
    }
}
