package dev.cairn.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The one hash of the content layer: SHA-256 (FIPS 180-4), from the JDK provider, which uses the CPU's SHA instructions. */
public final class Sha256 {
    /** Bytes in a digest. */
    public static final int LENGTH_BYTES = 32;

    private Sha256() {}

    /** Only ever copied, which is faster than asking the providers again. */
    private static final MessageDigest FRESH = fresh();

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A new digest; not thread-safe, reusable: {@link MessageDigest#digest()} resets it. */
    public static MessageDigest newDigest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    /** The digest of {@code length} bytes of {@code bytes} from {@code offset}. */
    public static byte[] digest(byte[] bytes, int offset, int length) {
        var digest = newDigest();
        digest.update(bytes, offset, length);
        return digest.digest();
    }

    static byte[] parseHex(String hex, String what) {
        if (hex.length() != 2 * LENGTH_BYTES) {
            throw new IllegalArgumentException(what + " has " + 2 * LENGTH_BYTES + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(hex);
    }

    static byte[] checkedCopy(byte[] bytes, int offset, int length) {
        if (length != LENGTH_BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has " + LENGTH_BYTES + " bytes, not " + length);
        }
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
