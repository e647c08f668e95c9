package dev.cairn.auth.account;

import dev.cairn.attempts.Attempts;
import java.time.Duration;

/** Wrong passwords of one kind: per key at most {@code failuresMax} within a {@code window} that begins with the first. */
record FailureWindow(String kind, int failuresMax, Duration window, Attempts attempts) {
    boolean full(String key) {
        return attempts.of(named(key)).attempts() >= failuresMax;
    }

    void failed(String key) {
        attempts.add(named(key), window);
    }

    void succeeded(String key) {
        attempts.forget(named(key));
    }

    private String named(String key) {
        return "sign-in by " + kind + " " + key;
    }
}
