package dev.cairn.postgres;

import java.nio.file.Path;

/**
 * The server as a process to be started and stopped by itself, for the split deployment on one machine: {@code DIRECTORY
 * BINARIES PORT}. Says {@code ready} on standard output once the database {@code cairn} is there; SIGTERM stops it.
 */
public final class PostgresServer {
    private PostgresServer() {}

    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: DIRECTORY BINARIES PORT");
            System.exit(2);
        }
        try {
            var server = EmbeddedPostgres.start(PostgresSettings.in(Path.of(arguments[0]))
                    .withBinaries(Path.of(arguments[1]))
                    .withPort(Integer.parseInt(arguments[2])));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-stop"));
            server.ensureDatabase("cairn");
            System.out.println("ready");
            server.awaitEnd();
            System.exit(1);
        } catch (PostgresException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
