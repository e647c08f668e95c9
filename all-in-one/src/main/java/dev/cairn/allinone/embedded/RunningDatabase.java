package dev.cairn.allinone.embedded;

import dev.cairn.postgres.EmbeddedPostgres;
import dev.cairn.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** The database server while it starts beside Spring, and after. It outlives everything that uses it. */
final class RunningDatabase implements AutoCloseable {
    static final String NAME = "cairn";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final CompletableFuture<EmbeddedPostgres> server;

    private RunningDatabase(CompletableFuture<EmbeddedPostgres> server) {
        this.server = server;
    }

    /** Begins to start the server and returns at once. */
    static RunningDatabase begin(DataDirectory directory, Path binaries) {
        var settings = new PostgresSettings(
                directory.resolve("postgres"), binaries, 0, Map.of(), Duration.ofMinutes(5), STOP_WITHIN);
        var starter = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("postgres-start").factory());
        try {
            return new RunningDatabase(CompletableFuture.supplyAsync(
                    () -> {
                        var started = EmbeddedPostgres.start(settings);
                        started.ensureDatabase(NAME);
                        return started;
                    },
                    starter));
        } finally {
            starter.shutdown();
        }
    }

    /** The started server; waits for it. */
    EmbeddedPostgres await() {
        try {
            return server.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Waits for a start under way, then stops the server. */
    @Override
    public void close() {
        server.handle((started, failure) -> {
                    if (started != null) {
                        started.close();
                    }
                    return true;
                })
                .join();
    }
}
