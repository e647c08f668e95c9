package dev.cairn.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What one embedded server needs to know.
 *
 * @param directory holds everything of this server (cluster, password, log); created with mode 0700 when absent
 * @param binaries where the server binaries are unpacked, about 75 MB, one folder per version; may be shared by many servers
 * @param port on 127.0.0.1; 0 takes a free one at each start
 * @param parameters server settings that replace the defaults of {@link ServerConfiguration}, by name
 * @param startWithin from launching the server to its first answered query, crash recovery included
 * @param stopWithin for a fast shutdown; after that the server is stopped without a final checkpoint, which loses nothing
 */
public record PostgresSettings(
        Path directory,
        Path binaries,
        int port,
        Map<String, String> parameters,
        Duration startWithin,
        Duration stopWithin) {

    public PostgresSettings {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        parameters = Map.copyOf(parameters);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is 0 to 65535, not " + port);
        }
    }

    /** A server in {@code directory} on a free port, binaries beside it, 5 minutes to recover and start, 6 seconds to stop. */
    public static PostgresSettings in(Path directory) {
        return new PostgresSettings(
                directory, directory.resolve("binaries"), 0, Map.of(), Duration.ofMinutes(5), Duration.ofSeconds(6));
    }

    public PostgresSettings withBinaries(Path folder) {
        return new PostgresSettings(directory, folder, port, parameters, startWithin, stopWithin);
    }

    public PostgresSettings withPort(int number) {
        return new PostgresSettings(directory, binaries, number, parameters, startWithin, stopWithin);
    }

    public PostgresSettings withParameters(Map<String, String> values) {
        return new PostgresSettings(directory, binaries, port, values, startWithin, stopWithin);
    }
}
