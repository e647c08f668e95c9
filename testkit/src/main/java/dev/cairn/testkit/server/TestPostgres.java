package dev.cairn.testkit.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.postgres.EmbeddedPostgres;
import dev.cairn.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server for all tests of this JVM: the embedded one, or the one whose JDBC URL (role and password in it, the
 * role may create databases) stands in the environment variable {@code CAIRN_TEST_PG_URL}.
 *
 * <p>The embedded one does not wait for the disk, because no test of a single module pulls a plug; those who kill whole
 * servers start their own {@link EmbeddedPostgres}.
 */
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int CONNECTIONS_MAX = 10;
    private static final long IDLE_MILLIS = 10_000;

    private static @Nullable Server shared;

    private TestPostgres() {}

    private record Server(
            String url, @Nullable String role, @Nullable String password) {
        String urlOf(String database) {
            int query = url.indexOf('?');
            var base = query < 0 ? url : url.substring(0, query);
            return base.substring(0, base.lastIndexOf('/') + 1) + database + (query < 0 ? "" : url.substring(query));
        }
    }

    /** A fresh, empty database of its own behind a small pool; both live until the JVM ends. */
    public static DataSource newDatabase() {
        var server = server();
        var name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try (var connection = DriverManager.getConnection(server.url(), server.role(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a test database: " + e.getMessage(), e);
        }
        var pool = new HikariConfig();
        pool.setJdbcUrl(server.urlOf(name));
        pool.setUsername(server.role());
        pool.setPassword(server.password());
        pool.setPoolName(name);
        pool.setMaximumPoolSize(CONNECTIONS_MAX);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_MILLIS);
        return new HikariDataSource(pool);
    }

    /** Where tests unpack the server binaries: once for all modules and runs of this user. */
    public static Path binaries() {
        return Path.of(System.getProperty("user.home"), ".cache", "cairn", "postgres");
    }

    private static synchronized Server server() {
        if (shared == null) {
            var url = System.getenv("CAIRN_TEST_PG_URL");
            shared = url == null || url.isBlank() ? startEmbedded() : new Server(url, null, null);
        }
        return shared;
    }

    private static Server startEmbedded() {
        try {
            var directory = Files.createTempDirectory("cairn-test-postgres");
            var server = EmbeddedPostgres.start(PostgresSettings.in(directory)
                    .withBinaries(binaries())
                    .withParameters(Map.of("fsync", "off", "max_connections", "200")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory), "test-postgres-stop"));
            return new Server(server.jdbcUrl("postgres"), server.role(), server.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres server, Path directory) {
        server.close();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                var _ = file.toFile().delete();
            });
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + directory + " (" + e.getMessage() + ")");
        }
    }
}
