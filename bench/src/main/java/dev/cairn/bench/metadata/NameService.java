package dev.cairn.bench.metadata;

import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.process.Remote;
import dev.cairn.contracts.process.ServiceProcess;
import dev.cairn.metadata.MetadataModule;
import dev.cairn.postgres.EmbeddedPostgres;
import dev.cairn.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The metadata service as it is, with a PostgreSQL of its own and as many connections as the server has, called without HTTP. Events
 * leave the outbox and are heard by nobody.
 */
final class NameService implements AutoCloseable {
    private static final String DATABASE = "cairn";
    private static final int CONNECTIONS = 24;

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext context;

    private NameService(EmbeddedPostgres postgres, ConfigurableApplicationContext context) {
        this.postgres = postgres;
        this.context = context;
    }

    /** Its beans. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
    @Import({MetadataModule.class, ServiceProcess.class, Remote.Tokens.class, Remote.Auth.class})
    static class Beans {
        @Bean
        EventBus events() {
            return _ -> {};
        }

        @Bean
        Attempts attempts(InstantSource clock) {
            return new InProcessAttempts(clock);
        }
    }

    /** Starts it on new data below {@code folder}. */
    static NameService start(Path folder) throws IOException {
        Files.createDirectories(folder);
        var secret = Files.writeString(
                folder.resolve("cluster-secret"), HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]));
        var settings = PostgresSettings.in(folder.resolve("postgres"));
        var unpacked = System.getenv("CAIRN_POSTGRES_BINARIES");
        var postgres = EmbeddedPostgres.start(unpacked == null ? settings : settings.withBinaries(Path.of(unpacked)));
        postgres.ensureDatabase(DATABASE);
        var context = new SpringApplicationBuilder(Beans.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=-1",
                        "--cairn.cluster-secret-file=" + secret,
                        "--spring.datasource.url=" + postgres.jdbcUrl(DATABASE),
                        "--spring.datasource.username=" + postgres.role(),
                        "--spring.datasource.password=" + postgres.password(),
                        "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn");
        return new NameService(postgres, context);
    }

    /** A connection of its own to the database; its user closes it. */
    Connection connect() throws SQLException {
        return postgres.connect(DATABASE);
    }

    SpaceApi spaces() {
        return context.getBean(SpaceApi.class);
    }

    NodeApi nodes() {
        return context.getBean(NodeApi.class);
    }

    CommitApi commits() {
        return context.getBean(CommitApi.class);
    }

    SearchApi search() {
        return context.getBean(SearchApi.class);
    }

    /** Somebody. */
    static Caller person(int number) {
        return new Caller(
                new AccountId(new UUID(2, number)), "person-" + number, Set.of(), null, new AccessToken("unused"));
    }

    /** Work of somebody. */
    static <T> T as(Caller caller, ScopedValue.CallableOp<? extends T, RuntimeException> work) {
        return Callers.<T, RuntimeException>call(caller, work);
    }

    /** Ends service and database; the folder stays. */
    @Override
    public void close() {
        context.close();
        postgres.close();
    }
}
