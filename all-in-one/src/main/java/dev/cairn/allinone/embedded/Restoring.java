package dev.cairn.allinone.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.durable.DurableFile;
import dev.cairn.postgres.PostgresException;
import dev.cairn.storage.backup.BackupException;
import dev.cairn.storage.backup.Restore;
import dev.cairn.storage.blob.BlobException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;

/**
 * {@code ./cairn restore}: a backup becomes a data directory that a server can be started on. The directory must be empty or not
 * there; until everything is in it, it carries a mark that no server starts on, so a restore that was cut off is never taken for
 * a whole one.
 */
final class Restoring {
    static final String USAGE = """
            usage: restore BACKUP --data DIR [--snapshot NAME] [--root-key-file FILE] [--prove]
              BACKUP                folder that ./cairn backup wrote
              --data DIR            where the installation shall be: empty, or not there yet
              --snapshot NAME       which one (default: the newest)
              --root-key-file FILE  the root key, unless it lies beside the snapshot
              --prove               reads and checks every byte of every file afterwards; exit code 10 if any is wrong""";

    /** Says that a restore was begun and has not ended. */
    static final String UNFINISHED = "restore-unfinished";

    private static final int FOUND = 10;

    private final Class<?> application;
    private final Arguments arguments;

    private Restoring(Class<?> application, Arguments arguments) {
        this.application = application;
        this.arguments = arguments;
    }

    private record Arguments(
            Path backup,
            Path data,
            @Nullable String snapshot,
            @Nullable Path rootKeyFile,
            boolean prove) {
        static Arguments parse(List<String> words) {
            @Nullable Path backup = null;
            @Nullable Path data = null;
            @Nullable String snapshot = null;
            @Nullable Path rootKeyFile = null;
            var prove = false;
            for (var rest = words.iterator(); rest.hasNext(); ) {
                var word = rest.next();
                int equals = word.indexOf('=');
                var name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
                if (name.equals("--prove")) {
                    prove = true;
                } else if (List.of("--data", "--snapshot", "--root-key-file").contains(name)) {
                    if (equals < 0 && !rest.hasNext()) {
                        throw StartRefused.usage(name + " needs a value\n" + USAGE);
                    }
                    var value = equals < 0 ? rest.next() : word.substring(equals + 1);
                    switch (name) {
                        case "--data" -> data = Path.of(value).toAbsolutePath().normalize();
                        case "--snapshot" -> snapshot = value;
                        default -> rootKeyFile = Path.of(value).toAbsolutePath();
                    }
                } else if (backup == null && !word.startsWith("-")) {
                    backup = Path.of(word).toAbsolutePath().normalize();
                } else {
                    throw StartRefused.usage("I do not know " + word + "\n" + USAGE);
                }
            }
            if (backup == null || data == null) {
                throw StartRefused.usage("a backup and --data are needed\n" + USAGE);
            }
            return new Arguments(backup, data, snapshot, rootKeyFile, prove);
        }
    }

    /** Does what the words say; returns the process's exit status. */
    static int run(Class<?> application, List<String> words, Map<String, String> environment) {
        var restoring = new Restoring(application, Arguments.parse(words));
        // Until Spring sets the logging up, if it does, only what is said here is said.
        LoggingSystem.get(Restoring.class.getClassLoader()).beforeInitialize();
        try {
            return restoring.run(environment);
        } catch (BackupException | BlobException | PostgresException e) {
            throw new StartRefused(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartRefused("the restore failed: " + e, e);
        }
    }

    private int run(Map<String, String> environment) throws IOException {
        var restore = Restore.open(arguments.backup(), arguments.snapshot(), arguments.rootKeyFile());
        requireEmpty(arguments.data());
        try (var directory = DataDirectory.open(arguments.data())) {
            var mark = new DurableFile(directory.resolve(UNFINISHED));
            mark.write("delete this directory and restore again\n".getBytes(StandardCharsets.US_ASCII));
            fill(directory, restore, environment);
            mark.delete();
        }
        return arguments.prove() ? prove(environment) : 0;
    }

    private static void requireEmpty(Path data) throws IOException {
        if (Files.exists(data)) {
            try (var entries = Files.list(data)) {
                if (entries.findAny().isPresent()) {
                    throw new StartRefused(
                            data + " is not empty; a restore makes a new installation, it never overwrites one");
                }
            }
        }
    }

    private static void fill(DataDirectory directory, Restore restore, Map<String, String> environment)
            throws IOException {
        System.out.println("Restoring snapshot " + restore.snapshot() + ", taken at " + restore.takenAt());
        directory.writeSecret(
                "cluster-secret",
                (HexFormat.of().formatHex(restore.clusterSecret()) + "\n").getBytes(StandardCharsets.US_ASCII));
        restore.rootKey(directory.resolve("storage").resolve("root.key"));
        database(directory, restore, environment);
        var packs = restore.packs(directory.resolve("storage").resolve("blobs"));
        System.out.println("Restored the database and " + packs.packs() + " packs with " + packs.bytes() + " bytes"
                + (packs.missing() == 0
                        ? ""
                        : "; the backup lacks " + packs.missing() + " packs, or they are cut short"));
    }

    private static void database(DataDirectory directory, Restore restore, Map<String, String> environment) {
        try (var running = new RunningDatabase(directory, EmbeddedServer.binaries(directory, environment))) {
            running.begin();
            var server = running.await();
            var pool = new HikariConfig();
            pool.setJdbcUrl(server.jdbcUrl(RunningDatabase.NAME));
            pool.setUsername(server.role());
            pool.setPassword(server.password());
            pool.setMaximumPoolSize(1);
            try (var database = new HikariDataSource(pool)) {
                restore.database(database, new SecureRandom());
            }
        }
    }

    private int prove(Map<String, String> environment) {
        var proof = new Proof(System.out);
        var said = EmbeddedServer.verify(application, arguments.data(), environment, proof);
        System.out.println("Proved by reading: " + said);
        return proof.found() == 0 ? 0 : FOUND;
    }
}
