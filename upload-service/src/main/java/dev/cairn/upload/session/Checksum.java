package dev.cairn.upload.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What bytes must hash to.
 *
 * @param algorithm as the JDK names it
 * @param expected the digest; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared with MessageDigest.isEqual only
public record Checksum(String algorithm, byte[] expected) {
    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("not an algorithm every Java platform has: " + algorithm, e);
        }
    }

    boolean matches(MessageDigest digest) {
        return MessageDigest.isEqual(digest.digest(), expected);
    }
}
