package dev.cairn.desktop.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.Selection;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.explain.Explainer;
import dev.cairn.desktop.explain.Explanation;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.ignore.PathRules;
import dev.cairn.desktop.ignore.RuleFile;
import dev.cairn.desktop.ignore.Ruling;
import dev.cairn.desktop.index.JdbcJournal;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.session.FolderStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the client thinks of one path, whether it runs or not. */
@Command(
        name = "explain",
        description = {
            "Says what the client thinks of a path, and why; by which rule it is ignored.",
            "Exits with 0 when the server has exactly what is here, else with 6."
        },
        mixinStandardHelpOptions = true)
final class ClientExplain implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Parameters(paramLabel = "PATH", description = "A file or folder, whether it is there or not.")
    private Path path = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The JSON, version 1 (docs/formats.md, "Client status"). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Answer(
            int version,
            String path,
            @Nullable String folder,
            String state,
            @Nullable String why,
            @Nullable Ruling rule) {}

    @Override
    public Integer call() throws IOException {
        var opened = home.open();
        var asked = real(path);
        var folder = opened.folders().stream()
                .filter(each -> asked.startsWith(each.folder()))
                .findFirst()
                .orElse(null);
        var explanation = folder == null ? Explanation.outside() : explain(opened, folder, asked);
        var state = explanation.state().name().toLowerCase(Locale.ROOT);
        var command = Objects.requireNonNull(spec).commandLine();
        if (json) {
            Terminal.json(
                    command,
                    new Answer(
                            1,
                            asked.toString(),
                            folder == null ? null : folder.folder(),
                            state,
                            explanation.why(),
                            explanation.rule()));
        } else {
            command.getOut()
                    .println(asked + ": " + state + (explanation.why() == null ? "" : ", " + explanation.why()));
        }
        return explanation.state() == Explanation.State.SYNCED ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    /** Without following a link at its end: that is what is asked about. */
    static Path real(Path path) throws IOException {
        var plain = path.toAbsolutePath().normalize();
        for (@Nullable Path above = plain.getParent(); above != null; above = above.getParent()) {
            if (Files.isDirectory(above)) {
                return above.toRealPath().resolve(above.relativize(plain));
            }
        }
        return plain;
    }

    private static Explanation explain(Home opened, SyncedFolder folder, Path asked) throws IOException {
        var root = Path.of(folder.folder());
        var journal = opened.journal(folder);
        if (!Files.isDirectory(root)) {
            throw new CommandException(ExitCode.FOLDER_GONE, "the folder " + root + " is not there");
        }
        var files = new DiskFiles(root);
        var trees = new Replica(folder.root());
        if (Files.exists(journal)) {
            try (var known = new JdbcJournal(journal, Terminal.JSON)) {
                known.load(trees);
            }
        }
        trees.plant();
        var status = FolderStatus.All.last(opened).folders().stream()
                .filter(each -> each.folder().equals(folder.folder()))
                .findFirst();
        var rules = new PathRules(files, RuleFile.parse(opened.ownRulesSource(), opened.ownRules()));
        return new Explainer(
                        trees,
                        files,
                        rules,
                        status.map(FolderStatus::problems).orElse(Map.of()),
                        opened.selection(folder).orElse(Selection.ALL).unselected(),
                        status.map(FolderStatus::held).isPresent())
                .explain(root.relativize(asked).toString().replace(File.separatorChar, '/'));
    }
}
