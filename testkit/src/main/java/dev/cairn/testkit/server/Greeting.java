package dev.cairn.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How a server shows that it is there: what it answers to what. That its port is open says nothing; before a container the engine
 * itself takes the connections.
 */
record Greeting(String server, String question, String answer) {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int ANSWERS_WITHIN_MILLIS = 2_000;

    /** Waits for the answer; a server that ended or stays silent for a minute is an error with its last words. */
    void await(RealServer from) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isAnswered(from)) {
            if (System.nanoTime() > deadline || !from.isAlive()) {
                throw new IllegalStateException(server + " did not start; " + from.lastWords());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Whether the answer comes now. */
    boolean isAnswered(RealServer from) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(from.host(), from.port()), ANSWERS_WITHIN_MILLIS);
            socket.setSoTimeout(ANSWERS_WITHIN_MILLIS);
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            var heard = socket.getInputStream().readNBytes(answer.length());
            return new String(heard, StandardCharsets.US_ASCII).equals(answer);
        } catch (IOException e) {
            return false;
        }
    }
}
