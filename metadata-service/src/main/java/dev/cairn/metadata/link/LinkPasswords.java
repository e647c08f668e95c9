package dev.cairn.metadata.link;

import dev.cairn.attempts.Attempts;
import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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
 * count as many. Thread-safe.
 */
final class LinkPasswords {
    private static final int KEY_BYTES = 32;

    private final PasswordEncoder encoder;
    private final InstantSource clock;
    private final Attempts attempts;
    private final LinkProperties properties;
    private final SecretKeySpec key;
    private final Map<ByteBuffer, Instant> right;

    LinkPasswords(
            PasswordEncoder encoder,
            InstantSource clock,
            Attempts attempts,
            RandomGenerator random,
            LinkProperties properties) {
        this.encoder = encoder;
        this.clock = clock;
        this.attempts = attempts;
        this.properties = properties;
        var secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
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

    private void take(LinkId link) {
        var tally = attempts.add(named(link), properties.window());
        if (tally.attempts() > properties.attempts()) {
            attempts.takeBack(named(link));
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    "Too many wrong passwords for this link; try again later",
                    Map.of("retryAfterSeconds", Math.max(1, tally.remaining().toSeconds())));
        }
    }

    private void giveBack(LinkId link, ByteBuffer proof) {
        attempts.takeBack(named(link));
        remember(proof);
    }

    private synchronized void remember(ByteBuffer proof) {
        right.put(proof, clock.instant().plus(properties.window()));
    }

    private static String named(LinkId link) {
        return "link " + link;
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
