package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that wraps the keys of all dedup domains. It is kept apart from the data it protects; without it no stored byte can
 * be read, with it and the disks all can.
 */
public final class RootKey {
    /** Bytes in the key. */
    public static final int LENGTH_BYTES = 32;

    private static final byte[] ID_LABEL = "cairn.root.id.v1".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_BYTES = 8;
    private static final SpaceId NO_SPACE = new SpaceId(new UUID(0, 0));

    private final SecretKey key;
    private final byte[] id;

    /** Copies the bytes; {@link IllegalArgumentException} unless there are 32. */
    public RootKey(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("a root key has " + LENGTH_BYTES + " bytes, not " + bytes.length);
        }
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = idOf(bytes);
    }

    /** Reads 64 hexadecimal digits; the error does not repeat them. */
    public static RootKey parse(String hex) {
        try {
            return new RootKey(HexFormat.of().parseHex(hex.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a root key is written as " + 2 * LENGTH_BYTES + " hexadecimal digits");
        }
    }

    SecretKey key() {
        return key;
    }

    /** Tells root keys apart without saying anything of them. */
    byte[] id() {
        return id.clone();
    }

    /** Its short name: 16 hexadecimal digits that say nothing of it. */
    public String name() {
        return name(id);
    }

    static String name(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    /** Wraps a secret of 32 bytes that is no space's; the nonce must never have been used. */
    byte[] wrap(byte[] secret, byte[] nonce) {
        return WrappedKey.wrap(this, NO_SPACE, 0, secret, nonce).bytes();
    }

    /** Opens what {@link KeyRing#wrap} wrapped; {@link IllegalArgumentException} or {@link IllegalStateException} if that is not it. */
    public byte[] unwrap(byte[] wrapped) {
        try {
            return WrappedKey.read(wrapped).unwrap(this);
        } catch (SealBrokenException e) {
            throw new IllegalArgumentException("this is not what was wrapped", e);
        }
    }

    /** As {@link RootKeyFile} has it. */
    byte[] text() {
        return RootKeyForm.PLAIN.write(bytes());
    }

    /** The key itself. */
    byte[] bytes() {
        return key.getEncoded();
    }

    private static byte[] idOf(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(ID_LABEL);
            return Arrays.copyOf(digest.digest(bytes), ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RootKey[hidden]";
    }
}
