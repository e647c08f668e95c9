package dev.cairn.desktop.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy of this process: CONNECT and absolute addresses, with or without credentials. */
final class SmallProxy implements AutoCloseable {
    private static final String AUTHORIZATION = "proxy-authorization: ";
    private static final List<String> REFUSAL = List.of(
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"test\"",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");

    private final ServerSocket listening;
    private final @Nullable String authorization;
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();

    /** @param authorization what it wants to be sent; null: nothing */
    SmallProxy(@Nullable String authorization) throws IOException {
        this.authorization = authorization;
        this.listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** First lines of what came, in order; those that were refused begin with 407. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            var head = head(client.getInputStream());
            var lines = head.split("\r\n");
            var first = lines[0].split(" ");
            if (authorization != null && !List.of(lines).contains("Proxy-Authorization: " + authorization)) {
                asked.add("407 " + lines[0]);
                client.getOutputStream().write(ascii(String.join("\r\n", REFUSAL)));
                client.shutdownOutput();
                // Who is still sending a body reads the answer after that.
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            asked.add(lines[0]);
            boolean tunnel = first[0].equals("CONNECT");
            var to = URI.create(tunnel ? "tunnel://" + first[1] : first[1]);
            try (var server = new Socket(to.getHost(), to.getPort())) {
                open.add(server);
                if (tunnel) {
                    client.getOutputStream().write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
                } else {
                    server.getOutputStream().write(ascii(withoutOurs(lines)));
                }
                var back = Thread.ofVirtual().start(() -> pipe(server, client));
                pipe(client, server);
                back.join();
            }
        } catch (IOException e) {
            // One of the two went.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 64_000 && !head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String withoutOurs(String... lines) {
        var head = new StringBuilder();
        for (var line : lines) {
            if (!line.toLowerCase(java.util.Locale.ROOT).startsWith(AUTHORIZATION)) {
                head.append(line).append("\r\n");
            }
        }
        return head.append("\r\n").toString();
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends, too.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
