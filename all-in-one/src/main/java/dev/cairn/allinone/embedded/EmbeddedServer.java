package dev.cairn.allinone.embedded;

import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.postgres.PostgresException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A running Cairn: the locked data directory, the database server, and Spring with every service. Started in that order and
 * stopped in reverse, the database last but for the lock. Stopping takes less than ten seconds whatever hangs; not stopping
 * (a killed process, a power cut) loses nothing that was acknowledged.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Duration SPRING_STOPS_WITHIN = Duration.ofSeconds(5);

    private final DataDirectory directory;
    private final RunningDatabase database;
    private final ConfigurableApplicationContext context;

    private EmbeddedServer(DataDirectory directory, RunningDatabase database, ConfigurableApplicationContext context) {
        this.directory = directory;
        this.database = database;
        this.context = context;
    }

    /** The life of the server process: start, say so in one line, stop on SIGTERM. */
    public static void main(Class<?> application, String... arguments) {
        try {
            var options = Options.parse(arguments);
            var server = start(application, options, System.getenv(), System.out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cairn-stop"));
            if (options.training()) {
                Training.visit(server.port());
                System.exit(0);
            }
        } catch (StartRefused e) {
            System.err.println("cairn: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Starts Cairn and returns when it answers.
     *
     * @param environment where the administrator's name and password are looked for
     * @param console told the ready line, and at the first start how to sign in
     * @throws StartRefused when it cannot start here; nothing is left running
     */
    public static EmbeddedServer start(
            Class<?> application, Options options, Map<String, String> environment, Consumer<String> console) {
        // First of all, and before a single class of Spring: a second start must fail fast and touch nothing.
        var directory = DataDirectory.open(options.data());
        var database = new RunningDatabase(directory, binaries(directory, environment));
        try {
            var context = spring(application, options, directory, database);
            var server = new EmbeddedServer(directory, database, context);
            Administrator.ensure(context.getBean(AdminBootstrap.class), directory, environment, new SecureRandom())
                    .ifPresent(console);
            // The last line, so that who waits for it has read everything.
            console.accept("Cairn is ready at " + server.url());
            return server;
        } catch (RuntimeException e) {
            stop(directory, database);
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof PostgresException || cause instanceof StartRefused) {
                    throw new StartRefused(String.valueOf(cause.getMessage()), e);
                }
            }
            throw new StartRefused(
                    "could not start: " + e.getMessage() + "\nMore is in " + directory.resolve("logs"), e);
        }
    }

    private static Path binaries(DataDirectory directory, Map<String, String> environment) {
        var elsewhere = environment.getOrDefault("CAIRN_POSTGRES_BINARIES", "");
        return elsewhere.isBlank() ? directory.resolve("postgres-binaries") : Path.of(elsewhere);
    }

    private static ConfigurableApplicationContext spring(
            Class<?> application, Options options, DataDirectory directory, RunningDatabase database) {
        var spring = new SpringApplication(application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        // The order of stopping is ours: see close().
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(context -> {
            // Beside Spring, which has just set up the logging and is busy for a while before it needs the database.
            database.begin();
            if (context instanceof GenericApplicationContext beans) {
                beans.registerBean(
                        DataDirectory.class, () -> directory, closedByUs -> closedByUs.setDestroyMethodName(null));
                beans.registerBean(
                        RunningDatabase.class, () -> database, closedByUs -> closedByUs.setDestroyMethodName(null));
                beans.registerBean(S3Port.class, () -> new S3Port(options.s3Port()));
            }
        });
        return spring.run(arguments(options, directory).toArray(String[]::new));
    }

    private static List<String> arguments(Options options, DataDirectory directory) {
        var arguments = new ArrayList<String>();
        arguments.add("--server.port=" + options.port());
        arguments.add("--management.server.port=" + options.managementPort());
        arguments.add("--cairn.s3.port=" + options.s3Port());
        arguments.add("--cairn.data=" + directory.path());
        arguments.add("--logging.file.name=" + directory.resolve("logs").resolve("cairn.log"));
        // Tomcat's upload parts and the like stay in the data directory, under its rights and on its disk.
        arguments.add("--server.tomcat.basedir=" + directory.resolve("tomcat"));
        arguments.add("--management.health.diskspace.path=" + directory.path());
        arguments.addAll(options.properties());
        return arguments;
    }

    /** The port of the web app and the API. */
    public int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    /** Where a browser on this machine finds it. */
    public String url() {
        return "http://localhost:" + port();
    }

    /** Spring's container, for tests. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        var closing = Thread.ofPlatform().name("spring-stop").daemon().start(context::close);
        try {
            if (!closing.join(SPRING_STOPS_WITHIN)) {
                LoggerFactory.getLogger(EmbeddedServer.class)
                        .warn("Something did not stop in time; stopping without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(directory, database);
    }

    private static void stop(DataDirectory directory, RunningDatabase database) {
        try (directory) {
            database.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(EmbeddedServer.class).warn("Cannot release the data directory", e);
        }
    }
}
