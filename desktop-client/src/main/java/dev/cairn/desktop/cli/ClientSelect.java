package dev.cairn.desktop.cli;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.select.FolderChoice;
import dev.cairn.desktop.select.NoSuchFolderException;
import dev.cairn.desktop.select.ServerNames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which folders are kept on this device. */
final class ClientSelect {
    @Mixin
    private ClientHome home = new ClientHome();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Folders, as they are or would be on this disk: ~/Cairn/photos.")
    private List<Path> paths = List.of();

    @Option(
            names = "--json",
            description = "Print the folders of the spaces concerned as JSON, as client folders does.")
    private boolean json;

    /** What is done with the folders of one space. */
    private interface Wish {
        void tell(FolderChoice choice, List<String> paths) throws IOException, NoSuchFolderException;
    }

    private int tell(CommandSpec spec, String said, Wish wish) throws Exception {
        var opened = home.open();
        var choices = new LinkedHashMap<SyncedFolder, FolderChoice>();
        for (var each : byFolder(opened).entrySet()) {
            var choice = new FolderChoice(opened, each.getKey(), ServerNames.of(opened, each.getKey()));
            try {
                wish.tell(choice, each.getValue());
            } catch (NoSuchFolderException | IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
            }
            choices.put(each.getKey(), choice);
        }
        if (json) {
            ClientFolders.printJson(spec, choices);
        } else {
            paths.forEach(path -> Terminal.out(spec).println(path + " " + said));
        }
        return ExitCode.DONE;
    }

    /** Paths from the synced folder on, by synced folder. */
    private Map<SyncedFolder, List<String>> byFolder(Home opened) throws IOException {
        var result = new LinkedHashMap<SyncedFolder, List<String>>();
        for (var path : paths) {
            var asked = ClientExplain.real(path);
            var folder = opened.folders().stream()
                    .filter(each -> asked.startsWith(each.folder()))
                    .findFirst()
                    .orElseThrow(() -> new CommandException(ExitCode.USAGE, asked + " lies in no synced folder"));
            result.computeIfAbsent(folder, key -> new ArrayList<>())
                    .add(Path.of(folder.folder()).relativize(asked).toString().replace(File.separatorChar, '/'));
        }
        return result;
    }

    @Command(
            name = "select",
            description = {
                "Keeps folders on this device again, with all that is in them.",
                "Of a folder around them that was not selected, the other folders stay unselected."
            },
            mixinStandardHelpOptions = true)
    static final class Select implements Callable<Integer> {
        @Mixin
        private ClientSelect select = new ClientSelect();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return select.tell(Objects.requireNonNull(spec), "is kept on this device", FolderChoice::select);
        }
    }

    @Command(
            name = "unselect",
            description = {
                "Leaves folders out on this device. They stay on the server and on other devices.",
                "Edits are sent before anything is removed here; what is only here or ignored stays."
            },
            mixinStandardHelpOptions = true)
    static final class Unselect implements Callable<Integer> {
        @Mixin
        private ClientSelect select = new ClientSelect();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return select.tell(
                    Objects.requireNonNull(spec), "stays on the server and leaves this device", FolderChoice::unselect);
        }
    }
}
