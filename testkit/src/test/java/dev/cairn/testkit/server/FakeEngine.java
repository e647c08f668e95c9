package dev.cairn.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens where an engine would, answers its ping in one way, and refuses everything else. */
final class FakeEngine implements AutoCloseable {
    private static final int SILENCE = 0;

    private final ServerSocketChannel listener;
    private final String address;
    private final int status;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private FakeEngine(ServerSocketChannel listener, String address, int status) {
        this.listener = listener;
        this.address = address;
        this.status = status;
        Thread.ofPlatform().daemon().name("fake-engine").start(this::serve);
    }

    /** On a free port; answers a ping with {@code status}. */
    static FakeEngine onPort(int status) throws IOException {
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new FakeEngine(listener, "tcp://127.0.0.1:" + listener.socket().getLocalPort(), status);
    }

    /** On a Unix socket; answers a ping with {@code status}. */
    static FakeEngine onSocket(Path socket, int status) throws IOException {
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        return new FakeEngine(listener, "unix://" + socket, status);
    }

    /** Takes connections and says nothing. */
    static FakeEngine silent(Path socket) throws IOException {
        return onSocket(socket, SILENCE);
    }

    /** As in DOCKER_HOST. */
    String address() {
        return address;
    }

    /** The paths it was asked for so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (listener.isOpen()) {
            try {
                var connection = listener.accept();
                Thread.ofPlatform().daemon().name("fake-engine-answer").start(() -> answer(connection));
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection;
                var in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.US_ASCII))) {
            var path = String.valueOf(in.readLine()).replaceAll("^\\S+ | HTTP.*$", "");
            asked.add(path);
            while (status == SILENCE && in.readLine() != null) {
                // Until the other side has had enough.
            }
            boolean ping = path.endsWith("/_ping");
            var body = ping ? "OK" : "{\"message\":\"this engine starts nothing\"}";
            var reply = "HTTP/1.1 " + (ping ? status : 500) + " -\r\nContent-Type: "
                    + (ping ? "text/plain" : "application/json") + "\r\nApi-Version: 1.44\r\nConnection: close\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            connection.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // The other side hung up.
        }
    }
}
