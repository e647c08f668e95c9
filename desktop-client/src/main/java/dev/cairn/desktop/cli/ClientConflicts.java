package dev.cairn.desktop.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.conflict.Conflicts;
import dev.cairn.desktop.conflict.OpenConflict;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which files stand beside each other because two devices wrote them. */
@Command(
        name = "conflicts",
        description = {
            "Lists what two devices wrote at once and nobody has settled, in the folders of this home.",
            "Every device and the web app have the same list. See also: client resolve, client merge."
        },
        mixinStandardHelpOptions = true)
final class ClientConflicts implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The JSON, version 1 (docs/formats.md, "Client status"). */
    private record Answer(int version, List<Entry> conflicts) {}

    /**
     * One of them.
     *
     * @param copy the path of what the device wrote that came later
     * @param original the path of what has the name
     * @param own whether this device made the copy
     * @param mergeable whether both are files with a version that both began with: client merge may settle it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            String folder,
            String space,
            String copy,
            String original,
            @Nullable Long copySize,
            @Nullable Long originalSize,
            String device,
            String author,
            Instant made,
            boolean own,
            boolean mergeable) {
        static Entry of(OpenConflict open) {
            var conflict = open.conflict();
            return new Entry(
                    open.folder().folder(),
                    open.folder().name(),
                    open.copy().toString(),
                    open.original().toString(),
                    size(conflict.copy()),
                    size(conflict.original()),
                    conflict.device(),
                    conflict.authorName(),
                    conflict.made(),
                    conflict.own(),
                    conflict.base() != null && size(conflict.copy()) != null && size(conflict.original()) != null);
        }

        private static @Nullable Long size(Node node) {
            return node instanceof Node.File file ? file.size() : null;
        }
    }

    @Override
    public Integer call() throws Exception {
        return home.beside((opened, http) -> {
            var open = list(opened, http);
            var command = Objects.requireNonNull(spec).commandLine();
            if (json) {
                Terminal.json(
                        command, new Answer(1, open.stream().map(Entry::of).toList()));
                return ExitCode.DONE;
            }
            var out = command.getOut();
            for (var each : open) {
                out.println(each.copy());
                out.println("  is what " + each.conflict().device() + " ("
                        + each.conflict().authorName() + ") wrote at "
                        + each.conflict().made() + "; the name has "
                        + each.original());
            }
            if (open.isEmpty()) {
                out.println("There are no conflicts.");
            }
            return ExitCode.DONE;
        });
    }

    static Conflicts conflicts(Http http) {
        return new Conflicts(http);
    }

    static List<OpenConflict> list(Home opened, Http http) throws IOException {
        return conflicts(http).open(opened.folders());
    }

    /** Those about a path; at least one. */
    static List<OpenConflict> about(Home opened, Http http, Path path) throws IOException {
        var asked = real(path);
        var found =
                list(opened, http).stream().filter(open -> open.isAbout(asked)).toList();
        if (found.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, asked + " is in no conflict; see client conflicts");
        }
        return found;
    }

    /** Without asking whether it is there: what others called it may not be here yet. */
    private static Path real(Path path) throws IOException {
        var plain = path.toAbsolutePath().normalize();
        for (@Nullable Path above = plain.getParent(); above != null; above = above.getParent()) {
            if (Files.isDirectory(above)) {
                return above.toRealPath().resolve(above.relativize(plain));
            }
        }
        return plain;
    }
}
