package dev.cairn.allinone.embedded;

import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.postgres.PostgresException;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
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
    private volatile @Nullable ConfigurableApplicationContext context;

    private EmbeddedServer(DataDirectory directory, RunningDatabase database) {
        this.directory = directory;
        this.database = database;
    }

    /** The life of the server process: start, say so in one line, stop on SIGTERM, be it in the middle of the start. */
    public static void main(Class<?> application, String... arguments) {
        if (Options.isHelp(arguments)) {
            boolean restore = arguments[0].equals("restore");
            System.out.println(restore ? Restoring.USAGE : Options.USAGE);
            return;
        }
        try {
            if (arguments.length > 0 && arguments[0].equals("restore")) {
                System.exit(
                        Restoring.run(application, List.of(arguments).subList(1, arguments.length), System.getenv()));
            }
            var options = Options.parse(arguments);
            if (!DataDirectory.holdsCairn(options.data())) {
                // Before anything is started; later nobody may need an administrator any more.
                Administrator.check(System.getenv());
            }
            var server = open(options, System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cairn-stop"));
            server.start(application, options, System.getenv(), System.out::println);
            if (options.training()) {
                Training.visit(server.port());
            }
        } catch (StartRefused e) {
            System.err.println("cairn: " + e.getMessage());
            System.exit(e.exitStatus());
        }
    }

    private static EmbeddedServer open(Options options, Map<String, String> environment) {
        // First of all, and before a single class of Spring: a second start must fail fast and touch nothing.
        var directory = DataDirectory.open(options.data());
        return new EmbeddedServer(directory, new RunningDatabase(directory, binaries(directory, environment)));
    }

    static Path binaries(DataDirectory directory, Map<String, String> environment) {
        var elsewhere = environment.getOrDefault("CAIRN_POSTGRES_BINARIES", "");
        return elsewhere.isBlank() ? directory.resolve("postgres-binaries") : Path.of(elsewhere);
    }

    /**
     * Starts everything on {@code data}, on free ports of this machine only, checks every byte of every file, and stops. Returns what
     * was checked, in a sentence.
     */
    static String verify(Class<?> application, Path data, Map<String, String> environment, Progress progress) {
        var options = new Options(data, 0, 0, 0, false, List.of("--server.address=127.0.0.1"));
        try (var server = open(options, environment)) {
            try {
                return server.spring(application, options)
                        .getBean(Verification.class)
                        .run(Map.of(), progress);
            } catch (RuntimeException e) {
                throw server.refusal(e);
            }
        }
    }

    /**
     * Starts Cairn and returns when it answers.
     *
     * @param environment where the administrator's name and password are looked for
     * @param console told how to sign in, at the first start, and the ready line
     * @throws StartRefused when it cannot start here; nothing is left running
     */
    private void start(
            Class<?> application, Options options, Map<String, String> environment, Consumer<String> console) {
        try {
            var running = spring(application, options);
            Administrator.ensure(running.getBean(AdminBootstrap.class), directory, environment, new SecureRandom())
                    .ifPresent(console);
            // The last line, so that who waits for it has read everything.
            console.accept("Cairn is ready at http://localhost:" + port());
        } catch (RuntimeException e) {
            close();
            throw refusal(e);
        }
    }

    private StartRefused refusal(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case PortInUseException port -> {
                    return portInUse(port.getPort(), failure);
                }
                case ConnectorStartFailedException connector -> {
                    return portInUse(connector.getPort(), failure);
                }
                case PostgresException postgres -> {
                    return new StartRefused(String.valueOf(postgres.getMessage()), failure);
                }
                case StartRefused refused -> {
                    return refused;
                }
                default -> {}
            }
        }
        return new StartRefused(
                "could not start: " + failure.getMessage() + "\nMore is in " + directory.resolve("logs"), failure);
    }

    private static StartRefused portInUse(int port, RuntimeException failure) {
        return new StartRefused(
                "port " + port + " is already in use; choose others with --port, --s3-port and --management-port",
                failure);
    }

    private ConfigurableApplicationContext spring(Class<?> application, Options options) {
        var spring = new SpringApplication(application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        // The order of stopping is ours: see close().
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(starting -> {
            context = starting;
            // Beside Spring, which has just set up the logging and is busy for a while before it needs the database.
            database.begin();
            if (starting instanceof GenericApplicationContext beans) {
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
        arguments.add("--cairn.metadata.search.path=" + directory.resolve("search"));
        arguments.addAll(options.properties());
        return arguments;
    }

    private int port() {
        return context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : -1;
    }

    @Override
    public synchronized void close() {
        var running = context;
        if (running != null) {
            closeWithin(running);
        }
        try (directory) {
            database.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(EmbeddedServer.class).warn("Cannot release the data directory", e);
        }
    }

    private static void closeWithin(ConfigurableApplicationContext running) {
        var closing = Thread.ofPlatform().name("spring-stop").daemon().start(running::close);
        try {
            if (!closing.join(SPRING_STOPS_WITHIN)) {
                LoggerFactory.getLogger(EmbeddedServer.class)
                        .warn("Something did not stop in time; stopping without it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
