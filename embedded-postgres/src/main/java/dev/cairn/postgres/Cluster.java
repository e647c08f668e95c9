package dev.cairn.postgres;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The files of one database cluster: {@code cluster/} made by {@code initdb}, and beside it the {@code password} of its one
 * role. Both are complete or absent: {@code initdb} works in {@code cluster.unfinished}, which the next start throws away.
 */
record Cluster(Path directory, Binaries binaries) {
    static final String ROLE = "cairn";
    private static final Duration INITDB = Duration.ofMinutes(3);
    private static final int PASSWORD_BYTES = 24;

    Path data() {
        return directory.resolve("cluster");
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    /** Makes the cluster unless there is one, and refuses one of another major version. */
    void prepare(ServerUser user) throws IOException {
        if (!Files.isDirectory(data())) {
            initialise(user);
        }
        var found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals(Integer.toString(binaries.majorVersion()))) {
            throw new PostgresException("the database in " + data() + " was made by PostgreSQL " + found
                    + ", and this Cairn brings PostgreSQL " + binaries.majorVersion()
                    + ". Nothing was changed. Start the Cairn version that made it, dump the database, and restore the dump"
                    + " into a new data directory");
        }
        if (!Files.isRegularFile(passwordFile())) {
            throw new PostgresException(
                    passwordFile() + " is missing: without it nobody can sign in to the database in " + data()
                            + ". Put it back from a backup");
        }
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private void initialise(ServerUser user) throws IOException {
        var unfinished = directory.resolve("cluster.unfinished");
        Binaries.deleteRecursively(unfinished);
        writePassword();
        var initdb = Command.run(
                user.line(
                        binaries.program("initdb"),
                        "--pgdata=" + unfinished,
                        "--username=" + ROLE,
                        "--pwfile=" + passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"),
                directory,
                INITDB);
        if (!initdb.succeeded()) {
            throw new PostgresException("cannot create the database in " + directory + ": " + initdb.output());
        }
        // initdb has made its files durable. The password is before them: a cluster without one would lock everybody
        // out.
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(directory);
    }

    private void writePassword() throws IOException {
        var secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        var text = HexFormat.of().formatHex(secret) + "\n";
        new DurableFile(passwordFile()).write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
