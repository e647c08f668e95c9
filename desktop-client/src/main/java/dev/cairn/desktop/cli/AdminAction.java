package dev.cairn.desktop.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command of an administrator has: a server to sign in to, and an answer as a sentence or as JSON. */
abstract class AdminAction implements Callable<Integer> {
    @Mixin
    AdminServer server = new AdminServer();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Spec
    @Nullable
    CommandSpec spec;

    CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    void print(Object value, String sentence) {
        if (json) {
            Terminal.json(spec().commandLine(), value);
        } else {
            Terminal.out(spec()).println(sentence);
        }
    }
}
