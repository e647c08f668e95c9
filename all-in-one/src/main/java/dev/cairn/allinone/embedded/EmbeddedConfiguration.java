package dev.cairn.allinone.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.EventConsumer;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the services need from around them, embedded: database, events, secret, clock, web server. */
@Configuration(proxyBeanMethods = false)
@Import({WebServerConfiguration.class, ManagementSecurityConfiguration.class})
public class EmbeddedConfiguration {
    private static final int CONNECTIONS_MAX = 24;
    private static final int CONNECTIONS_IDLE = 4;

    /** Requests wait this long for a connection before they fail. */
    private static final long CONNECTION_WAIT_MILLIS = 15_000;

    @Bean
    HikariDataSource dataSource(RunningDatabase database) {
        var server = database.await();
        var pool = new HikariConfig();
        pool.setPoolName("cairn");
        pool.setJdbcUrl(server.jdbcUrl(RunningDatabase.NAME));
        pool.setUsername(server.role());
        pool.setPassword(server.password());
        pool.setMaximumPoolSize(CONNECTIONS_MAX);
        pool.setMinimumIdle(CONNECTIONS_IDLE);
        pool.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        return new HikariDataSource(pool);
    }

    @Bean
    InProcessEventBus eventBus(ObjectProvider<EventConsumer> consumers) {
        return new InProcessEventBus(() -> consumers.orderedStream().toList());
    }

    @Bean
    ClusterSecret clusterSecret(DataDirectory directory) {
        return ClusterSecretFile.readOrCreate(directory, new SecureRandom());
    }

    @Bean
    Attempts attempts(InstantSource clock) {
        return new InProcessAttempts(clock);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
