package dev.cairn.allinone.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests as no client sends them. */
final class RawRequest {
    /** A path no service may see, a path that is none, no request line, no host, a header that is too long. */
    static final List<String> REFUSED = List.of(
            "GET /api/v1/spaces/a%00b HTTP/1.1\r\nHost: localhost",
            "GET /api/v1/spaces/\1 HTTP/1.1\r\nHost: localhost",
            "GET",
            "GET /api/v1/spaces HTTP/1.1",
            "GET /api/v1/spaces HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(200_000));

    private RawRequest() {}

    /** Sends a request without a body as it stands; everything that is answered. */
    static String ask(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
