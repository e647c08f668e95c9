package dev.cairn.metadata.link;

import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks passwords of links: slowly, so that a stolen database tells little, and seldom, so that nobody guesses online or
 * keeps the processors busy. An attempt is counted before it is checked and given back when it was right, so many at once
 * count as many. A process counts for itself. Thread-safe.
 */
final class LinkPasswords {
    private static final int KEY_BYTES = 32;

    private final PasswordEncoder encoder;
    private final InstantSource clock;
    private final LinkProperties properties;
    private final SecretKeySpec key;
    private final Map<LinkId, Window> windows;
    private final Map<ByteBuffer, Instant> right;

    private record Window(Instant end, int attempts) {}

    LinkPasswords(PasswordEncoder encoder, InstantSource clock, RandomGenerator random, LinkProperties properties) {
        this.encoder = encoder;
        this.clock = clock;
        this.properties = properties;
        var secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.windows = new Bounded<>(properties.linksRemembered());
        this.right = new Bounded<>(properties.passwordsRemembered());
    }

    /** The hash to keep. */
    String hash(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    /** Whether the password opens the link; TOO_MANY_REQUESTS after too many that did not. */
    boolean opens(LinkId link, String hash, String password) {
        var proof = proof(link, hash, password);
        if (isRemembered(proof)) {
            return true;
        }
        take(link);
        boolean opens = encoder.matches(password, hash);
        if (opens) {
            giveBack(link, proof);
        }
        return opens;
    }

    private synchronized boolean isRemembered(ByteBuffer proof) {
        var until = right.get(proof);
        return until != null && clock.instant().isBefore(until);
    }

    private synchronized void take(LinkId link) {
        var now = clock.instant();
        var window = windows.get(link);
        if (window == null || !now.isBefore(window.end())) {
            window = new Window(now.plus(properties.window()), 0);
        }
        if (window.attempts() >= properties.attempts()) {
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    "Too many wrong passwords for this link; try again later",
                    Map.of(
                            "retryAfterSeconds",
                            Math.max(1, Duration.between(now, window.end()).toSeconds())));
        }
        windows.put(link, new Window(window.end(), window.attempts() + 1));
    }

    private synchronized void giveBack(LinkId link, ByteBuffer proof) {
        windows.computeIfPresent(link, (_, window) -> new Window(window.end(), window.attempts() - 1));
        right.put(proof, clock.instant().plus(properties.window()));
    }

    /** Stands for link and password in memory; says nothing without the key of this process. */
    private ByteBuffer proof(LinkId link, String hash, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((link + "\n" + hash + "\n").getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Forgets what was used longest ago. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        private final int max;

        Bounded(int max) {
            super(16, 0.75f, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
        }
    }
}
