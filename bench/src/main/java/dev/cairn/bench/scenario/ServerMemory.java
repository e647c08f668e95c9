package dev.cairn.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the memory of a server's JVM, by its own metrics, ten times a second until it is closed. */
final class ServerMemory implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest question;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile long heapMax;
    private volatile long heapUsed;
    private volatile long directUsed;

    private ServerMemory(Installation server) {
        question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.managementPort() + "/actuator/prometheus"))
                .timeout(ANSWER_MAX)
                .build();
        thread = Thread.ofPlatform().daemon().unstarted(this::watch);
    }

    /** Begins; the first look is done when this returns. */
    static ServerMemory watch(Installation server) throws IOException, InterruptedException {
        var memory = new ServerMemory(server);
        memory.look();
        if (memory.heapMax == 0) {
            memory.close();
            throw new IOException("the server does not tell of its memory");
        }
        memory.thread.start();
        return memory;
    }

    /** Bytes the heap may grow to. */
    long heapMax() {
        return heapMax;
    }

    /** Bytes in use, garbage included, when most were. */
    long heapUsed() {
        return heapUsed;
    }

    /** Bytes of direct buffers, when most were in use. */
    long directUsed() {
        return directUsed;
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (IOException _) {
                    // Whether the server lives is asked elsewhere.
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws IOException, InterruptedException {
        var text = http.send(question, HttpResponse.BodyHandlers.ofString()).body();
        heapMax = Math.max(heapMax, sum(text, "jvm_memory_max_bytes{", "area=\"heap\""));
        heapUsed = Math.max(heapUsed, sum(text, "jvm_memory_used_bytes{", "area=\"heap\""));
        directUsed = Math.max(directUsed, sum(text, "jvm_buffer_memory_used_bytes{", "id=\"direct\""));
    }

    /** Of all lines of a metric with a label; what has no limit says -1. */
    private static long sum(String text, String metric, String label) {
        return text.lines()
                .filter(line -> line.startsWith(metric) && line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    @Override
    public void close() {
        closed.countDown();
        http.close();
    }
}
