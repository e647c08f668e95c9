package dev.cairn.allinone.embedded;

import dev.cairn.postgres.EmbeddedPostgres;
import dev.cairn.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The database server while it starts beside Spring, and after. It outlives everything that uses it. */
final class RunningDatabase implements AutoCloseable {
    static final String NAME = "cairn";
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(3);

    private final PostgresSettings settings;
    private @Nullable CompletableFuture<EmbeddedPostgres> server;

    RunningDatabase(DataDirectory directory, Path binaries) {
        settings =
                new PostgresSettings(directory.resolve("postgres"), binaries, 0, Map.of(), STARTS_WITHIN, STOPS_WITHIN);
    }

    /** Begins to start the server and returns at once. */
    synchronized void begin() {
        var starter = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("postgres-start").factory());
        server = CompletableFuture.supplyAsync(this::start, starter);
        starter.shutdown();
    }

    private EmbeddedPostgres start() {
        var started = EmbeddedPostgres.start(settings);
        started.ensureDatabase(NAME);
        started.keepRunning();
        return started;
    }

    private synchronized CompletableFuture<EmbeddedPostgres> server() {
        return server == null ? CompletableFuture.failedFuture(new IllegalStateException("not begun")) : server;
    }

    /** The started server; waits for it. */
    EmbeddedPostgres await() {
        try {
            return server().join();
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
        server().handle((started, failure) -> {
                    if (started != null) {
                        started.close();
                    }
                    return true;
                })
                .join();
    }
}
