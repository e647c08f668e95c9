package dev.cairn.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRabbitIT {
    @Test
    void startsStopsAndStartsAgainOnTheSamePort(@TempDir Path home) throws Exception {
        try (var rabbit = TestRabbit.start(home)) {
            assertThat(greeting(rabbit)).isEqualTo("AMQP");
            rabbit.stop();
            assertThatThrownBy(() -> greeting(rabbit)).isInstanceOf(IOException.class);
            rabbit.start();
            assertThat(greeting(rabbit)).isEqualTo("AMQP");
        }
    }

    /** A broker answers a protocol it does not speak with the one it does. */
    private static String greeting(TestRabbit rabbit) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), rabbit.port())) {
            socket.getOutputStream().write("HELLO\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        }
    }
}
