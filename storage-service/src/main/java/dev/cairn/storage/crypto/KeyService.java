package dev.cairn.storage.crypto;

/**
 * The port to a service that keeps a key for itself and wraps with it. Calls are remote: each takes up to its time limit, and is tried
 * again a limited number of times when the service does not answer. {@link IllegalStateException}, with what to do about it, when it
 * refuses or cannot be reached; no secret is in it.
 */
interface KeyService {
    /** Wraps a secret; the text can be kept anywhere. */
    String wrap(byte[] secret);

    /** The secret that was wrapped. */
    byte[] unwrap(String wrapped);
}
