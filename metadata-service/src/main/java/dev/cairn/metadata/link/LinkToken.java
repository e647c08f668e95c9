package dev.cairn.metadata.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The secret in a link's address: 32 random bytes, so that nobody guesses one; the database has its SHA-256 only. */
record LinkToken(String text) {
    private static final int LENGTH_BYTES = 32;

    static LinkToken random(RandomGenerator random) {
        var bytes = new byte[LENGTH_BYTES];
        random.nextBytes(bytes);
        return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "LinkToken[hidden]";
    }
}
