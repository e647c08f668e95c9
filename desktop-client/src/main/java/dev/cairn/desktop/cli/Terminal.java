package dev.cairn.desktop.cli;

import dev.cairn.desktop.session.ClientJson;
import java.io.PrintWriter;
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

    static void json(CommandLine command, Object value) {
        command.getOut().println(PRETTY.writeValueAsString(value));
    }
}
