package dev.cairn.auth.account;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes and checks passwords, a few at a time: each takes a core for a good part of a second, and guessing must not keep the
 * server from its other work. The hash names its method, so that a stronger one can follow (ADR 0020).
 */
final class Passwords {
    static final int LENGTH_MIN = 8;
    static final int LENGTH_MAX = 1024;

    private static final int SALT_AND_SUM_LENGTH = 53;
    private static final String METHOD = "sha256-bcrypt";

    private final PasswordEncoder encoder;
    private final Semaphore turns;
    private final PasswordProperties properties;
    private final String hashOfNobody;

    Passwords(PasswordProperties properties) {
        this.properties = properties;
        this.turns = new Semaphore(properties.concurrent(), true);
        this.encoder = new DelegatingPasswordEncoder(
                METHOD, Map.of(METHOD, new Sha256Bcrypt(new BCryptPasswordEncoder(properties.cost()))));
        // Any salt and sum: it takes as long to check as a real one, and nothing matches it.
        this.hashOfNobody = "{%s}$2a$%02d$%s".formatted(METHOD, properties.cost(), "N".repeat(SALT_AND_SUM_LENGTH));
    }

    /** Checks the rules for a new password and hashes it. */
    String hash(String field, @Nullable String password) {
        var checked = check(field, password);
        return inTurn(() -> hashed(checked));
    }

    /** The password, when it keeps the rules for a new one. */
    static String check(String field, @Nullable String password) {
        if (password == null || password.length() < LENGTH_MIN || password.length() > LENGTH_MAX) {
            throw ProblemException.invalid(field, "A password has " + LENGTH_MIN + " to " + LENGTH_MAX + " characters");
        }
        return password;
    }

    /**
     * Whether the password is right. Takes the same time when there is no such account ({@code hash} null), so that names
     * cannot be found out by the clock.
     *
     * @param first runs when it is this check's turn; what it throws ends the check
     */
    boolean matches(String password, @Nullable String hash, Runnable first) {
        if (password.length() > LENGTH_MAX) {
            return false;
        }
        return inTurn(() -> {
                    first.run();
                    return encoder.matches(password, hash == null ? hashOfNobody : hash);
                })
                && hash != null;
    }

    /** Whether the hash was made by an older method or a smaller cost. */
    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private String hashed(String password) {
        var hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("a password was not hashed");
        }
        return hash;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(properties.turn().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(Problem.TOO_MANY_REQUESTS, "Too many sign-ins at the moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.UNAVAILABLE, "The server is stopping", e);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
