package dev.cairn.bench.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of the loopback interface that nobody listens on at the moment. */
final class Ports {
    private static final int FIRST = 7841;
    private static final int LAST = 7925;
    private static final int WEB = 9347;
    private static final int OFFSET_MIN = 2_000;
    private static final int OFFSET_MAX = 22_000;
    private static final int TRIES_MAX = 100;

    private Ports() {}

    /** One port. */
    static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An offset at which all ports of a deployment with a process per service are free. */
    static int freeOffset() {
        return ThreadLocalRandom.current()
                .ints(TRIES_MAX, OFFSET_MIN, OFFSET_MAX)
                .filter(offset -> IntStream.concat(
                                IntStream.rangeClosed(FIRST, LAST), IntStream.rangeClosed(WEB, WEB + 1))
                        .allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports"));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
