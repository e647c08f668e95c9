package dev.cairn.allinone.embedded;

/** Cairn cannot start here and now, and the message tells a person why and what to do; a stack trace would not help. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }

    StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
