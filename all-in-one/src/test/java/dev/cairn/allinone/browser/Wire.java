package dev.cairn.allinone.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What lies between browser and server: passes bytes on, counts them, can hold them up in the middle, and can be cut. */
final class Wire implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long HELD_WITHIN_SECONDS = 60;

    private final ServerSocket entry;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long sent;
    private long hold = Long.MAX_VALUE;
    private boolean held;

    /** Leads to {@code server}, which may come and go. */
    Wire(URI server) {
        try {
            entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getPort();
        Thread.ofVirtual().start(this::accept);
    }

    /** Where browsers find the server. */
    URI url() {
        return URI.create("http://localhost:" + entry.getLocalPort());
    }

    /** Bytes that browsers have sent so far. */
    long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    /** From so many more bytes on, nothing that browsers send arrives until the wire is cut. */
    void holdAfter(long bytes) {
        lock.lock();
        try {
            hold = sent + bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when bytes are held up. */
    void awaitHeld() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(HELD_WITHIN_SECONDS);
            while (!held) {
                if (left <= 0) {
                    throw new AssertionError("only " + sent + " bytes were sent");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections in the middle of whatever they carry; what was held up is lost. New ones pass. */
    void cut() {
        lock.lock();
        try {
            hold = Long.MAX_VALUE;
            held = false;
            ends.forEach(Wire::end);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                connect(entry.accept());
            } catch (IOException e) {
                // This wire is closed.
            }
        }
    }

    private void connect(Socket browser) {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), port);
            ends.add(browser);
            ends.add(server);
            Thread.ofVirtual().start(() -> pass(browser, server, true));
            Thread.ofVirtual().start(() -> pass(server, browser, false));
        } catch (IOException e) {
            // The server is away.
            end(browser);
        }
    }

    private void pass(Socket from, Socket to, boolean upstream) {
        var buffer = new byte[BUFFER_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (upstream) {
                    count(read);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // A connection that ends is what wires are about.
        } finally {
            ends.remove(from);
            ends.remove(to);
        }
    }

    private void count(int bytes) {
        lock.lock();
        try {
            while (sent + bytes > hold) {
                held = true;
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
            sent += bytes;
        } finally {
            lock.unlock();
        }
    }

    private static void end(Socket socket) {
        try {
            // Without a farewell, as when a cable is pulled.
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            // It has ended by itself in this moment.
        }
    }

    @Override
    public void close() {
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
