package dev.cairn.desktop.cli;

import dev.cairn.desktop.session.ClientJson;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where commands write: sentences for people, one JSON document for programs. */
final class Terminal {
    static final JsonMapper JSON = ClientJson.MAPPER;

    private static final JsonMapper PRETTY =
            JSON.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Terminal() {}

    static PrintWriter out(CommandSpec spec) {
        return spec.commandLine().getOut();
    }

    static PrintWriter err(CommandSpec spec) {
        return spec.commandLine().getErr();
    }

    /** What a person answers to a question; nothing when there is none at the other end. */
    @SuppressWarnings("SystemConsoleNull") // it does return null when the output goes to a file
    static Optional<String> ask(String question) {
        var console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.of(Objects.requireNonNullElse(console.readLine("%s", question), ""));
    }

    static void json(CommandLine command, Object value) {
        command.getOut().println(PRETTY.writeValueAsString(value));
    }
}
