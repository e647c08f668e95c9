package dev.cairn.postgres;

import org.jspecify.annotations.Nullable;

/** The embedded server could not be unpacked, started or stopped. The message says what to do, and ends with the server's own words. */
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
