package dev.cairn.postgres;

import java.nio.file.Path;

/** A process that starts a server, stores one row, says so and then waits to be killed. */
final class OwnerToBeKilled {
    private OwnerToBeKilled() {}

    public static void main(String[] arguments) throws Exception {
        var settings = PostgresSettings.in(Path.of(arguments[0])).withBinaries(Path.of(arguments[1]));
        try (var server = EmbeddedPostgres.start(settings);
                var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('acknowledged')");
            System.out.println("stored");
            var _ = System.in.read();
        }
    }
}
