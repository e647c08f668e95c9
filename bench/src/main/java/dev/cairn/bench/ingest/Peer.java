package dev.cairn.bench.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs Cairn is compared with: encrypted, deduplicating, compressing, each as its users run it, into a new repository. */
enum Peer {
    /** restic with its default compression (zstd, level 3). */
    RESTIC("restic") {
        @Override
        List<String> init(Path repository) {
            return List.of("restic", "init", "--quiet", "--repository-version", "2", "--repo", repository.toString());
        }

        @Override
        List<String> take(Path repository, Path folder) {
            return List.of(
                    "restic", "backup", "--quiet", "--no-cache", "--repo", repository.toString(), folder.toString());
        }
    },
    /** Borg with zstd level 3, the level restic uses. */
    BORG("borg") {
        @Override
        List<String> init(Path repository) {
            return List.of("borg", "init", "--encryption", "repokey", repository.toString());
        }

        @Override
        List<String> take(Path repository, Path folder) {
            return List.of("borg", "create", "--compression", "zstd,3", repository + "::bench", folder.toString());
        }
    };

    private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\"";
    private static final String PASSWORD = "benchmark";

    private final String program;

    Peer(String program) {
        this.program = program;
    }

    /** The command that makes a repository. */
    abstract List<String> init(Path repository);

    /** The command that takes a folder into it. */
    abstract List<String> take(Path repository, Path folder);

    String program() {
        return program;
    }

    /** Takes the data into a new repository below {@code home}; {@link IOException} when the program is missing or fails. */
    Taken take(Dataset data, Path home) throws IOException, InterruptedException {
        var repository = home.resolve(program);
        run(init(repository), home);
        var times = run(take(repository, data.folder()), home);
        return new Taken(times[1] + times[2], times[0], Folders.bytes(repository));
    }

    /** Elapsed, user and system seconds. */
    private static double[] run(List<String> command, Path home) throws IOException, InterruptedException {
        var timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bench"));
        timed.addAll(command);
        var errors = home.resolve("peer.err");
        var builder = new ProcessBuilder(timed)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_PASSWORD",
                        PASSWORD,
                        "BORG_PASSPHRASE",
                        PASSWORD,
                        "BORG_BASE_DIR",
                        home.resolve("borg-home").toString(),
                        "LC_ALL",
                        "C.UTF-8"));
        int exit = builder.start().waitFor();
        var lines = Files.readString(errors, StandardCharsets.UTF_8).strip().split("\n");
        if (exit != 0) {
            throw new IOException(
                    command.getFirst() + " ended with " + exit + " (install restic and borgbackup): " + lines[0]);
        }
        var fields = lines[lines.length - 1].split(" ");
        return new double[] {Double.parseDouble(fields[0]), Double.parseDouble(fields[1]), Double.parseDouble(fields[2])
        };
    }
}
