package dev.cairn.testkit.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A real RabbitMQ broker, from wherever {@link ServerSource} says, to be used, stopped and started again by a test. Its address
 * and its durable queues stay over restarts. When there is none it says how to get one: it never lets a test be skipped.
 */
public final class TestRabbit implements AutoCloseable {
    private static final String IMAGE = "rabbitmq:3.13-alpine";
    private static final int PORT_INSIDE = 5672;
    // A broker answers a protocol it does not speak with the one it does.
    static final Greeting GREETING = new Greeting("RabbitMQ", "HELLO\r\n\r\n", "AMQP");

    private final RealServer server;

    private TestRabbit(RealServer server) {
        this.server = server;
    }

    /** Starts a broker with its files in {@code home}; returns when it answers. */
    public static TestRabbit start(Path home) {
        var rabbit = new TestRabbit(prepare(home, ServerSource.chosen(), RabbitProcess.PACKAGES));
        rabbit.start();
        return rabbit;
    }

    /** Starts nothing yet. {@code packages} is where packages put RabbitMQ. */
    static RealServer prepare(Path home, ServerSource source, Path packages) {
        return switch (source) {
            case ServerSource.Containers _ -> new ServerContainer(IMAGE, PORT_INSIDE, List.of("rabbitmq-server"));
            case ServerSource.Packages _ -> RabbitProcess.in(home, packages);
        };
    }

    /** Starts the stopped broker again. */
    public void start() {
        server.start();
        GREETING.await(server);
    }

    /** Stops the broker; what is durable stays. */
    public void stop() {
        server.stop();
    }

    /** Where it listens, with user and password. */
    public URI uri() {
        return URI.create("amqp://guest:guest@" + server.host() + ":" + server.port());
    }

    @Override
    public void close() {
        server.close();
    }
}
