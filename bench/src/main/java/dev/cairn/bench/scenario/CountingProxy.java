package dev.cairn.bench.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/** A TCP relay on the loopback that counts the bytes of both directions: what a client puts on the wire. */
final class CountingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final ServerSocketChannel listener;
    private final InetSocketAddress target;
    private final LongAdder count = new LongAdder();

    CountingProxy(int targetPort) throws IOException {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("proxy").start(this::accept);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** Of both directions so far. */
    long bytes() {
        return count.sum();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                var client = listener.accept();
                var server = SocketChannel.open(target);
                // Else the proxy would be what is measured: Nagle's algorithm waits 40 ms for an acknowledgement.
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                server.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Thread.ofPlatform().daemon().start(() -> relay(client, server));
                Thread.ofPlatform().daemon().start(() -> relay(server, client));
            } catch (IOException e) {
                // The listener was closed, or the server is not there: the client sees a closed connection.
            }
        }
    }

    private void relay(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                count.add(buffer.position());
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException e) {
            // Either side hung up; closing both tells the other.
        }
    }
}
