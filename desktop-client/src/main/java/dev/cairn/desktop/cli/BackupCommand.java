package dev.cairn.desktop.cli;

import dev.cairn.contracts.storage.NewStorageJob;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A backup of a running server, over the REST API. */
@Command(
        name = "backup",
        description =
                "Backs the running installation up into a folder on the server's machine. Only packs that are new since the "
                        + "last backup are copied. Administrators only. Exit code 10 if something could not be backed up.",
        mixinStandardHelpOptions = true)
final class BackupCommand extends StorageCommand.Task {
    @Parameters(paramLabel = "FOLDER", description = "Empty, not there yet, or with backups of this installation.")
    Path folder = Path.of("");

    @Option(
            names = "--with-root-key",
            description =
                    "Put the root key into the backup, in the clear. Without it, keep the key elsewhere: nothing can be "
                            + "restored without it.")
    boolean withRootKey;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description =
                    "When the new backup was read whole, delete older ones until N are left, the new one among them. Without it, "
                            + "all stay.")
    @Nullable
    Integer keep;

    @Override
    NewStorageJob job() {
        var options = new HashMap<>(Map.of(
                "to", folder.toAbsolutePath().normalize().toString(), "with-root-key", Boolean.toString(withRootKey)));
        if (keep != null) {
            options.put("keep", keep.toString());
        }
        return new NewStorageJob("backup", options);
    }
}
