package dev.cairn.upload.device;

import static dev.cairn.upload.UploadServer.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.upload.UploadServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The memory of bodies that are held whole, with a budget for two and a half of them. */
class BodyBudgetTest {
    private static final UploadServer SERVER =
            new UploadServer("--cairn.upload.device.memory=40MB", "--cairn.upload.device.memory-wait=100ms");
    private static final int BODY_BYTES = 16 << 20;
    private static final int ATTEMPTS_MAX = 1_000;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /** A request that is announced and whose body does not come. */
    private static Socket announced() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
        socket.getOutputStream()
                .write(("POST /api/v1/spaces/" + SERVER.space.id() + "/chunks HTTP/1.1\r\nHost: localhost\r\n"
                                + "Authorization: Bearer " + ANN.token().value() + "\r\n"
                                + "Content-Type: application/octet-stream\r\nContent-Length: " + BODY_BYTES
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Answered 400 when the body was read, because it is no bundle. */
    private static HttpResponse<byte[]> send() throws IOException, InterruptedException {
        return SERVER.send(
                ANN,
                "POST",
                SERVER.uri("/api/v1/spaces/" + SERVER.space.id() + "/chunks"),
                new byte[BODY_BYTES],
                "Content-Type",
                "application/octet-stream");
    }

    private static HttpResponse<byte[]> sendUntil(int status) throws IOException, InterruptedException {
        var answer = send();
        for (int i = 0; i < ATTEMPTS_MAX && answer.statusCode() != status; i++) {
            answer = send();
        }
        return answer;
    }

    @Test
    void whoFindsNoMemoryIsToldToComeBackAndThenIsServed() throws Exception {
        var waiting = new ArrayList<Socket>();
        try {
            waiting.add(announced());
            waiting.add(announced());
            // They hold their shares once the server has read their heads.
            var refused = sendUntil(503);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(SERVER.send(ANN, "GET", SERVER.uri("/api/v1/uploads/x"), new byte[0])
                            .statusCode())
                    .as("what holds no body is not bounded")
                    .isNotEqualTo(503);
        } finally {
            for (var socket : waiting) {
                socket.close();
            }
        }
        assertThat(sendUntil(400).statusCode()).isEqualTo(400);
    }
}
