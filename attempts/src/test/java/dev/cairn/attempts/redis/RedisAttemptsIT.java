package dev.cairn.attempts.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.AttemptsContract;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.testkit.server.TestRedis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/** The shared counter on a real Redis, with and without it. */
final class RedisAttemptsIT extends AttemptsContract {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    @SuppressWarnings("NullAway.Init")
    private static TestRedis redis;

    private final List<SharedAttempts> open = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private SharedAttempts attempts = connect();

    @BeforeAll
    static void start(@TempDir Path home) {
        redis = TestRedis.start(home);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() throws IOException {
        command("FLUSHALL");
    }

    @AfterEach
    void close() {
        open.forEach(SharedAttempts::close);
    }

    @Override
    protected Attempts attempts() {
        return attempts;
    }

    /** By the clock of Redis, which nobody can move. */
    @Override
    protected void pass(Duration window) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (attempts.of("a").attempts() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Test
    void whatOneProcessCountsAllKnow() {
        var other = connect();
        attempts.add("a", WINDOW);
        assertThat(other.add("a", WINDOW).attempts()).isEqualTo(2);
        assertThat(attempts.of("a").attempts()).isEqualTo(2);
        other.forget("a");
        assertThat(attempts.of("a")).isEqualTo(Attempts.Tally.NONE);
    }

    @Test
    void keysAreNotReadableInRedis() throws IOException {
        attempts.add("a password typed into the wrong field", WINDOW);
        assertThat(command("KEYS *")).contains("cairn:attempts:").doesNotContain("password");
    }

    @Test
    void whileRedisIsAwayEachProcessCountsForItselfAndLaterAllDoAgain() {
        var other = connect();
        attempts.add("a", WINDOW);
        other.add("a", WINDOW);
        redis.stop();
        assertThat(attempts.add("a", WINDOW).attempts()).isEqualTo(1);
        assertThat(attempts.add("a", WINDOW).attempts()).isEqualTo(2);
        assertThat(other.of("a")).isEqualTo(Attempts.Tally.NONE);

        redis.start();
        assertThat(attempts.of("a").attempts()).as("left alone for a while").isEqualTo(2);
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        // The connection is made again in the background.
        while (other.of("a").attempts() == 0) {
            now = now.plus(SharedAttempts.PAUSE);
            attempts.add("a", WINDOW);
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Test
    void redisNeedNotBeThereAtTheStart() {
        redis.stop();
        try {
            assertThat(connect().add("a", WINDOW).attempts()).isEqualTo(1);
        } finally {
            redis.start();
        }
    }

    private SharedAttempts connect() {
        var server = new RedisStandaloneConfiguration(redis.host(), redis.port());
        var connected = AttemptsConfiguration.connect(
                server, new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]), () -> now);
        open.add(connected);
        return connected;
    }

    private static String command(String words) throws IOException {
        try (var socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write((words + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
