package dev.cairn.desktop.cli;

import dev.cairn.contracts.storage.AllowedRegions;
import dev.cairn.contracts.storage.NewStorageJob;
import dev.cairn.contracts.storage.SpaceResidency;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageStatus;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The care of storage over the REST API. */
@Command(
        name = "storage",
        description = "Looks after what is stored, over the REST API; administrators only.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HelpCommand.class,
            StorageCommand.Status.class,
            StorageCommand.Verify.class,
            StorageCommand.RebuildIndex.class,
            StorageCommand.Scrub.class,
            StorageCommand.Repair.class,
            StorageCommand.Drain.class,
            StorageCommand.Accept.class,
            StorageCommand.Adopt.class,
            StorageCommand.Collect.class,
            StorageCommand.Residency.class,
            StorageCommand.RotateRootKey.class,
            StorageCommand.RenewSpaceKey.class,
            StorageCommand.DestroySpaceKey.class,
            StorageCommand.JobsCommand.class,
            StorageCommand.Cancel.class
        })
final class StorageCommand {
    static final String STORAGE = "/api/v1/admin/storage";

    /** A task that is started and watched until it ends. Exit code 0: all is well; 10: it found something wrong; 1: it did not end well. */
    abstract static class Task extends AdminAction {
        private static final Duration POLL = Duration.ofMillis(500);

        @Option(names = "--no-wait", description = "Start it and do not wait for its end.")
        boolean noWait;

        abstract NewStorageJob job();

        @Override
        public Integer call() throws IOException {
            return server.run(http -> {
                var job = http.send("POST", STORAGE + "/jobs", job(), StorageJob.class);
                if (noWait) {
                    print(job, job.kind() + " " + job.id() + " was started");
                    return ExitCode.DONE;
                }
                return told(watched(http, job));
            });
        }

        private StorageJob watched(Http http, StorageJob started) throws IOException {
            try (var line = new ProgressLine(Terminal.err(spec()))) {
                var job = started;
                while (job.state() == StorageJob.State.RUNNING) {
                    line.show(job);
                    try {
                        Thread.sleep(POLL);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("interrupted; the job goes on: " + job.id(), e);
                    }
                    job = http.get(STORAGE + "/jobs/" + job.id(), StorageJob.class);
                }
                return job;
            }
        }

        private int told(StorageJob job) {
            var text = new StringBuilder();
            for (var finding : job.findings()) {
                text.append(finding.name())
                        .append(": ")
                        .append(finding.detail())
                        .append(System.lineSeparator());
            }
            if (job.found() > job.findings().size()) {
                text.append("and ")
                        .append(job.found() - job.findings().size())
                        .append(" more")
                        .append(System.lineSeparator());
            }
            print(job, text + job.kind() + " " + said(job.state()) + ": " + job.message());
            return job.state() != StorageJob.State.DONE
                    ? ExitCode.FAILED
                    : job.found() > 0 ? ExitCode.FOUND : ExitCode.DONE;
        }
    }

    static String said(StorageJob.State state) {
        return switch (state) {
            case RUNNING -> "runs";
            case DONE -> "is done";
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
            case INTERRUPTED -> "was interrupted";
        };
    }

    @Command(name = "status", description = "What is stored.", mixinStandardHelpOptions = true)
    static final class Status extends AdminAction {
        @Override
        public Integer call() throws IOException {
            var status = server.run(http -> http.get(STORAGE + "/status", StorageStatus.class));
            var text = new StringBuilder();
            text.append("%d packs with %d bytes: %d chunks, %d contents, %d spaces%n"
                    .formatted(
                            status.packs(), status.packBytes(), status.chunks(), status.contents(), status.spaces()));
            if (status.freeBytes() != null) {
                text.append("%d bytes free%n".formatted(status.freeBytes()));
            }
            text.append("root key %s%n".formatted(String.join(", ", status.rootKeys())));
            status.stores().forEach(store -> text.append(StoreText.of(store)));
            for (var job : status.jobs()) {
                text.append(ProgressLine.text(job)).append(System.lineSeparator());
            }
            print(status, text.toString().stripTrailing());
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "verify",
            description =
                    "Reads and checks every stored byte, and names every file that cannot be read whole. Exit code 10 if anything is wrong.",
            mixinStandardHelpOptions = true)
    static final class Verify extends Task {
        @Override
        NewStorageJob job() {
            return new NewStorageJob("verify", Map.of());
        }
    }

    @Command(
            name = "rebuild-index",
            description =
                    "Reads the database's index of packs anew from the packs. Exit code 10 if any cannot be read.",
            mixinStandardHelpOptions = true)
    static final class RebuildIndex extends Task {
        @Override
        NewStorageJob job() {
            return new NewStorageJob("rebuild-index", Map.of());
        }
    }

    @Command(
            name = "scrub",
            description =
                    "Reads every byte on every device of the redundant stores; what is missing or damaged is owed, and made "
                            + "anew in the background. Exit code 10 if anything was.",
            mixinStandardHelpOptions = true)
    static final class Scrub extends Task {
        @Override
        NewStorageJob job() {
            return new NewStorageJob("scrub", Map.of());
        }
    }

    @Command(
            name = "repair",
            description =
                    "Makes anew what devices are known to lack, then reads everything again and says whether all is "
                            + "whole. Exit code 10 if not, or if a device is not UP.",
            mixinStandardHelpOptions = true)
    static final class Repair extends Task {
        @Override
        NewStorageJob job() {
            return new NewStorageJob("repair", Map.of());
        }
    }

    @Command(
            name = "drain",
            description =
                    "Empties a device of a redundant store, so that it may be taken out. Exit code 10 while it is not "
                            + "empty; the rest moves in the background.",
            mixinStandardHelpOptions = true)
    static final class Drain extends Task {
        @Parameters(paramLabel = "DEVICE", description = "Which one; `status` tells.")
        String device = "";

        @Option(names = "--undo", description = "The device shall hold its share again.")
        boolean undo;

        @Override
        NewStorageJob job() {
            return new NewStorageJob("drain", Map.of("device", device, "undo", Boolean.toString(undo)));
        }
    }

    @Command(
            name = "accept",
            description =
                    "Says that the disk that is there now is meant to be that device: a new one, or an old one that "
                            + "came back. What should be on it is made anew in the background.",
            mixinStandardHelpOptions = true)
    static final class Accept extends Task {
        @Parameters(paramLabel = "DEVICE", description = "Which one; `status` tells.")
        String device = "";

        @Override
        NewStorageJob job() {
            return new NewStorageJob("accept", Map.of("device", device));
        }
    }

    @Command(
            name = "adopt",
            description =
                    "Takes in what devices hold and no record knows, after the database was set back to an older one. "
                            + "Deletes nothing; what was deleted in the meantime may come back. rebuild-index follows.",
            mixinStandardHelpOptions = true)
    static final class Adopt extends Task {
        @Override
        NewStorageJob job() {
            return new NewStorageJob("adopt", Map.of());
        }
    }

    @Command(
            name = "gc",
            description =
                    "Makes one pass of the collector of bytes that nobody needs, through every space. What it condemns, "
                            + "the next pass deletes. Exit code 10 if there is a space in which nothing can be collected, or packs are left alone.",
            mixinStandardHelpOptions = true)
    static final class Collect extends Task {
        @Option(
                names = "--allow-large",
                description =
                        "All that is condemned may be deleted, however much it is: the word that the brake waits for.")
        boolean allowLarge;

        @Override
        NewStorageJob job() {
            return new NewStorageJob("gc", Map.of("allow-large", Boolean.toString(allowLarge)));
        }
    }

    @Command(
            name = "residency",
            description = "Says in which regions the bytes of a space may be, or tells it.",
            mixinStandardHelpOptions = true)
    static final class Residency extends AdminAction {
        @Parameters(index = "0", paramLabel = "SPACE", description = "Id of the space.")
        UUID space = new UUID(0, 0);

        @Parameters(
                index = "1..*",
                paramLabel = "REGION",
                description = "Two letters each; new bytes go to the first. None: tells what holds.")
        List<String> regions = List.of();

        @Override
        public Integer call() throws IOException {
            var path = STORAGE + "/spaces/" + space + "/residency";
            var residency = server.run(http -> regions.isEmpty()
                    ? http.get(path, SpaceResidency.class)
                    : http.send("PUT", path, new AllowedRegions(regions), SpaceResidency.class));
            print(
                    residency,
                    residency.regions().isEmpty()
                            ? "stores are not routed by region"
                            : "bytes of the space may be in " + String.join(", ", residency.regions())
                                    + (residency.packsOutside() == 0
                                            ? ""
                                            : "; %d packs with older bytes of it are elsewhere"
                                                    .formatted(residency.packsOutside())));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "rotate-root-key",
            description = "Wraps the keys of all spaces under a new root key; no stored data is rewritten.",
            mixinStandardHelpOptions = true)
    static final class RotateRootKey extends Task {
        @Override
        NewStorageJob job() {
            return new NewStorageJob("rotate-root-key", Map.of());
        }
    }

    /** A task for one space. */
    abstract static class OfSpace extends Task {
        @Parameters(paramLabel = "SPACE", description = "Id of the space.")
        UUID space = new UUID(0, 0);

        NewStorageJob job(String kind) {
            return new NewStorageJob(kind, Map.of("space", space.toString()));
        }
    }

    @Command(
            name = "renew-space-key",
            description = "Seals what comes into a space from now on under a new generation of its key.",
            mixinStandardHelpOptions = true)
    static final class RenewSpaceKey extends OfSpace {
        @Override
        NewStorageJob job() {
            return job("renew-space-key");
        }
    }

    @Command(
            name = "destroy-space-key",
            description = "Makes everything that is left of a deleted space unreadable for good, at once.",
            mixinStandardHelpOptions = true)
    static final class DestroySpaceKey extends OfSpace {
        @Override
        NewStorageJob job() {
            return job("destroy-space-key");
        }
    }

    @Command(name = "jobs", description = "Tasks that run and the last that ran.", mixinStandardHelpOptions = true)
    static final class JobsCommand extends AdminAction {
        @Override
        public Integer call() throws IOException {
            var jobs = server.run(http -> List.of(http.get(STORAGE + "/jobs", StorageJob[].class)));
            var text = new StringBuilder();
            for (var job : jobs) {
                text.append("%s  %s  %s %s%n"
                        .formatted(
                                job.id(),
                                job.startedAt(),
                                job.state() == StorageJob.State.RUNNING
                                        ? ProgressLine.text(job)
                                        : job.kind() + " " + said(job.state()) + ":",
                                job.state() == StorageJob.State.RUNNING ? "" : job.message()));
            }
            print(jobs, text.toString().stripTrailing());
            return ExitCode.DONE;
        }
    }

    @Command(name = "cancel", description = "Asks a task to end.", mixinStandardHelpOptions = true)
    static final class Cancel extends AdminAction {
        @Parameters(paramLabel = "ID", description = "Which one; `jobs` tells.")
        UUID id = new UUID(0, 0);

        @Override
        public Integer call() throws IOException {
            server.run(http -> {
                http.delete(STORAGE + "/jobs/" + id);
                return id;
            });
            print(Map.of("cancelled", id), id + " was asked to end");
            return ExitCode.DONE;
        }
    }
}
