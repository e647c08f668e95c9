package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.select.ChosenFolder;
import dev.cairn.desktop.select.FolderChoice;
import dev.cairn.desktop.select.ServerNames;
import dev.cairn.desktop.session.Sizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The folders of the spaces, and which of them are kept here. */
@Command(
        name = "folders",
        description = {
            "Lists the folders on the server, how big they are, and which are kept on this device.",
            "The server is asked only before the first sync; after that it is what the client saw last."
        },
        mixinStandardHelpOptions = true)
final class ClientFolders implements Callable<Integer> {
    @Mixin
    private ClientHome home = new ClientHome();

    @Option(names = "--space", paramLabel = "SPACE", description = "Only this one, by name or id (default: all).")
    private @Nullable String space;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The JSON, version 1 (docs/formats.md, "Client status"). */
    private record All(int version, List<OfSpace> spaces) {}

    private record OfSpace(String folder, String space, String name, List<ChosenFolder> folders) {}

    @Override
    public Integer call() throws Exception {
        var opened = home.open();
        var choices = new LinkedHashMap<SyncedFolder, FolderChoice>();
        for (var folder : opened.folders()) {
            if (isAbout(folder)) {
                choices.put(folder, new FolderChoice(opened, folder, ServerNames.of(opened, folder)));
            }
        }
        if (choices.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, space == null ? "no folder is synced yet" : "no folder is synced with " + space);
        }
        var command = Objects.requireNonNull(spec);
        if (json) {
            printJson(command, choices);
        } else {
            for (var each : choices.entrySet()) {
                print(each.getKey(), each.getValue().folders());
            }
        }
        return ExitCode.DONE;
    }

    static void printJson(CommandSpec spec, Map<SyncedFolder, FolderChoice> choices) throws IOException {
        var spaces = new ArrayList<OfSpace>();
        for (var each : choices.entrySet()) {
            var folder = each.getKey();
            spaces.add(new OfSpace(
                    folder.folder(),
                    folder.space().toString(),
                    folder.name(),
                    each.getValue().folders()));
        }
        Terminal.json(spec.commandLine(), new All(1, spaces));
    }

    private boolean isAbout(SyncedFolder folder) {
        return space == null
                || space.equals(folder.name())
                || space.equals(folder.space().toString());
    }

    private void print(SyncedFolder synced, List<ChosenFolder> folders) {
        var out = Terminal.out(Objects.requireNonNull(spec));
        out.println(synced.folder() + " = " + synced.name());
        for (var folder : folders) {
            out.println("  [" + (folder.selected() ? "x" : " ") + "] " + folder.path() + "  ("
                    + (folder.files() == 1 ? "1 file, " : folder.files() + " files, ") + Sizes.words(folder.bytes())
                    + ")");
        }
    }
}
