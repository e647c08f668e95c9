package dev.cairn.desktop.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class UnreachableTest {
    @Test
    void aClosedPortIsNobodyAnswering() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(sentence("http://localhost:" + port))
                .isEqualTo("the server cannot be reached: nobody answers at its address");
    }

    @Test
    void anUnknownNameIsSaid() {
        assertThat(sentence("http://no-such-host.invalid"))
                .isEqualTo("the server cannot be reached: its name is not known here");
    }

    @Test
    void aServerThatHangsUpIsNotNull() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hangingUp = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.accept().close();
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            assertThat(sentence("http://localhost:" + socket.getLocalPort()))
                    .startsWith("the server cannot be reached: ")
                    .doesNotContain("null");
            assertThat(hangingUp.isAlive()).isTrue();
        }
    }

    @Test
    void nothingIsEverNull() {
        assertThat(Unreachable.sentence(new IOException())).isEqualTo("the server cannot be reached: IOException");
        assertThat(Unreachable.sentence(new IOException(null, new IllegalStateException("closed"))))
                .isEqualTo("the server cannot be reached: closed");
        assertThat(Unreachable.sentence(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(Unreachable.sentence(new AccessDeniedException("/home/ann/.cairn/account.json")))
                .isEqualTo("/home/ann/.cairn/account.json cannot be used: permission denied");
    }

    private static String sentence(String address) {
        try (var client = Http.newClient()) {
            var http = new Http(URI.create(address), client, JsonMapper.shared(), null);
            return Unreachable.sentence(catchException(() -> http.get("/", String.class)));
        }
    }
}
