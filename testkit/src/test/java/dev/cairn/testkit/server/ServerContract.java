package dev.cairn.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every server for tests does, wherever it comes from. */
abstract class ServerContract {
    private final Greeting greeting;

    ServerContract(Greeting greeting) {
        this.greeting = greeting;
    }

    /** One that is prepared, not started. */
    abstract RealServer server(Path home) throws Exception;

    @Test
    void startsStopsAndStartsAgainAtTheSameAddress(@TempDir Path home) throws Exception {
        try (var server = server(home)) {
            var address = server.host() + ":" + server.port();
            server.start();
            greeting.await(server);
            server.stop();
            assertThat(greeting.isAnswered(server)).isFalse();
            server.start();
            greeting.await(server);
            assertThat(server.host() + ":" + server.port()).isEqualTo(address);
        }
    }
}
