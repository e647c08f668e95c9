package dev.cairn.storage.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Where root keys are kept: the port to a file, to what an operator gives, to a key store. There is one key, and while it is
 * being exchanged a second. Every answer is durable before it is given.
 */
public interface RootKeySource {
    /** Whether it has a key. */
    boolean exists();

    /** Makes the first key; fails if there is one. {@link UnsupportedOperationException} where keys are only given. */
    RootKey create(SecureRandom random) throws IOException;

    /** The key in use; {@link IllegalStateException}, with what to do about it, when it cannot be had. */
    RootKey current() throws IOException;

    /** The key that is about to take its place, if an exchange was begun and has not ended. */
    Optional<RootKey> next() throws IOException;

    /** Begins an exchange: the next key, made here or, where keys are only given, the one that was given. Repeated, the same. */
    RootKey begin(SecureRandom random) throws IOException;

    /**
     * Ends the exchange: from now on, after any crash, the next key is the current one. What is kept of the old one, if anything,
     * is said.
     *
     * @return what an operator should know, in one sentence
     */
    String finish() throws IOException;
}
