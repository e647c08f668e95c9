package dev.cairn.auth;

import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.contracts.caller.ClusterSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The service on a free port, with a clock that can be moved and an administrator {@code root}. */
final class AuthServer implements AutoCloseable {
    static final String ADMIN = "root";
    static final String PASSWORD = "correct horse battery";

    private final ServletWebServerApplicationContext context;
    private final MovableClock clock;

    private AuthServer(ServletWebServerApplicationContext context, MovableClock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Runs ahead of the real time by what it was moved. */
    static final class MovableClock implements InstantSource {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        void advance(Duration by) {
            ahead.updateAndGet(by::plus);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import(AuthModule.class)
    static class OwnProcess {}

    static AuthServer start(DataSource database) {
        return start(database, Map.of());
    }

    /** @param others further configurations in the same process */
    static AuthServer start(DataSource database, Map<String, Object> properties, Class<?>... others) {
        var clock = new MovableClock();
        var all = new LinkedHashMap<String, Object>(Map.of(
                "server.port",
                0,
                "cairn.auth.password.cost",
                4,
                "spring.main.banner-mode",
                "off",
                "spring.threads.virtual.enabled",
                true,
                "logging.level.root",
                "warn"));
        all.putAll(properties);
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(OwnProcess.class)
                .sources(others)
                .web(WebApplicationType.SERVLET)
                .properties(all)
                .initializers(starting -> {
                    var beans = (GenericApplicationContext) starting;
                    // Wrapped, so that the context does not close what outlives it.
                    beans.registerBean(DataSource.class, () -> new DelegatingDataSource(database));
                    beans.registerBean(InstantSource.class, () -> clock);
                    beans.registerBean(Attempts.class, () -> new InProcessAttempts(clock));
                    beans.registerBean(
                            ClusterSecret.class, () -> new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]));
                })
                .run();
        context.getBean(AdminBootstrap.class).ensureAdministrator(ADMIN, PASSWORD);
        return new AuthServer(context, clock);
    }

    /** A server that is running already; the caller closes it. */
    static AuthServer of(ServletWebServerApplicationContext context) {
        return new AuthServer(context, new MovableClock());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    MovableClock clock() {
        return clock;
    }

    int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server");
        }
        return server.getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
