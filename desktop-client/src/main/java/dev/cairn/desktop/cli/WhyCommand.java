package dev.cairn.desktop.cli;

import dev.cairn.contracts.metadata.AccessExplanation;
import dev.cairn.contracts.metadata.AccessReason;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Space;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admin why}: why somebody can see something. */
@Command(
        name = "why",
        description = "Why somebody can see a file, a folder or a space. Managers of the space ask about everybody.",
        mixinStandardHelpOptions = true)
final class WhyCommand extends AdminAction {
    @Parameters(index = "0", paramLabel = "SPACE", description = "Id or slug.")
    String space = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "In the space; without it the space itself.")
    String path = "";

    @Option(names = "--who", paramLabel = "NAME", description = "Sign-in name; without it who signs in.")
    @Nullable
    String who;

    @Override
    public Integer call() throws IOException {
        var why = server.run(http -> {
            var id = http.get("/api/v1/spaces/" + encoded(space), Space.class).id();
            var node = http.get("/api/v1/spaces/" + id + "/path?path=" + encoded(path), NodePath.class)
                    .node()
                    .id();
            var query = who == null ? "" : "?account=" + encoded(who);
            return http.get("/api/v1/spaces/" + id + "/nodes/" + node + "/access" + query, AccessExplanation.class);
        });
        print(why, text(why));
        return ExitCode.DONE;
    }

    private static String text(AccessExplanation why) {
        var lines = new StringBuilder(why.name())
                .append(
                        why.role() == null
                                ? " is no member of the space"
                                : " is " + word(why.role()) + " of the space");
        for (var reason : why.reasons()) {
            lines.append(System.lineSeparator()).append("  ").append(text(reason));
        }
        return lines.toString();
    }

    private static String text(AccessReason reason) {
        var how =
                switch (reason.kind()) {
                    case MEMBER -> "was made " + word(reason.role());
                    case GROUP -> "is in the group " + reason.name() + ", which is " + word(reason.role());
                    case LINK ->
                        "may read "
                                + (reason.path().isEmpty() ? "the space" : reason.path())
                                + " like everybody with the public link " + reason.name();
                };
        return how + (reason.by() == null ? "" : ", given by " + reason.by()) + ", " + reason.since();
    }

    private static String word(Enum<?> role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
