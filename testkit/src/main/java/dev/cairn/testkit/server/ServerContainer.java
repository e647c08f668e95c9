package dev.cairn.testkit.server;

import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container. Its port outside is chosen here and not by the engine, which would choose another one at each start;
 * and stopping does not remove it, so that what is durable stays. Testcontainers removes it with the JVM when nobody closes it.
 */
final class ServerContainer implements RealServer {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final int LOG_CHARACTERS_MAX = 4_000;

    private final GenericContainer<?> container;
    private final int port = FreePort.choose();
    private boolean made;

    /** A container of {@code image} whose server listens on {@code inside} and is started with {@code command}. */
    ServerContainer(String image, int inside, List<String> command) {
        container = new GenericContainer<>(DockerImageName.parse(image)).withCommand(command.toArray(String[]::new));
        // The engine of this machine serves this machine only; one elsewhere has to be reached from here.
        var interfaces = host().equals("localhost") ? "127.0.0.1:" : "";
        container.setPortBindings(List.of(interfaces + port + ":" + inside));
    }

    @Override
    public void start() {
        if (made) {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        } else {
            container.start();
            made = true;
        }
    }

    @Override
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout((int) STOPS_WITHIN.toSeconds())
                .exec();
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public String lastWords() {
        var log = container.getLogs();
        return log.substring(Math.max(0, log.length() - LOG_CHARACTERS_MAX));
    }

    @Override
    public void close() {
        container.stop();
    }
}
