package dev.cairn.storage.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals and opens byte arrays with AES-256-GCM, in frames of {@link #FRAME_BYTES}: the JDK is at its fastest with calls of up to
 * 512 KB and ten times slower beyond. Frame {@code i} has the nonce with {@code i} XORed into its last four bytes; every frame
 * authenticates the same associated data, which must contain the total length, so frames can be neither moved, repeated nor
 * left out. Not thread-safe.
 */
public final class Sealer {
    /** Plain bytes in each frame but the last. */
    public static final int FRAME_BYTES = 256 << 10;

    /** Bytes of a nonce. */
    public static final int NONCE_BYTES = 12;

    /** Bytes that each frame is longer than what it holds. */
    public static final int TAG_BYTES = 16;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final Cipher cipher;

    public Sealer() {
        try {
            // The JDK's own provider: others that may be installed are up to a hundred times slower.
            this.cipher = Cipher.getInstance(TRANSFORMATION, "SunJCE");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES-GCM", e);
        }
    }

    /** Bytes that sealing adds to nothing and to every begun frame: {@code plainLength} plus a tag for each frame. */
    public static int sealedLength(int plainLength) {
        return plainLength + TAG_BYTES * frames(plainLength);
    }

    /** Bytes that come out of opening {@code sealedLength}; {@link IllegalArgumentException} if no plain length seals to it. */
    public static int plainLength(int sealedLength) {
        int frames = Math.ceilDiv(sealedLength, FRAME_BYTES + TAG_BYTES);
        int plainLength = sealedLength - TAG_BYTES * frames;
        if (plainLength < 1 || sealedLength(plainLength) != sealedLength) {
            throw new IllegalArgumentException("nothing seals to " + sealedLength + " bytes");
        }
        return plainLength;
    }

    private static int frames(int plainLength) {
        return Math.max(1, Math.ceilDiv(plainLength, FRAME_BYTES));
    }

    /** Seals {@code length} bytes into {@code to} at {@code toOffset}; the nonce must never have been used with this key. */
    public void seal(
            SecretKey key, byte[] nonce, byte[] aad, byte[] from, int offset, int length, byte[] to, int toOffset) {
        try {
            int written = 0;
            for (int frame = 0; frame < frames(length); frame++) {
                int at = frame * FRAME_BYTES;
                init(Cipher.ENCRYPT_MODE, key, nonce, frame, aad);
                written +=
                        cipher.doFinal(from, offset + at, Math.min(FRAME_BYTES, length - at), to, toOffset + written);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing cannot fail", e);
        }
    }

    /** Opens what {@link #seal} made, into a new array. {@link SealBrokenException} if a single bit of it, or of what it is bound to, differs. */
    public byte[] open(SecretKey key, byte[] nonce, byte[] aad, byte[] sealed, int offset, int length) {
        var plain = new byte[plainLength(length)];
        try {
            int read = 0;
            for (int frame = 0; frame < frames(plain.length); frame++) {
                int at = frame * FRAME_BYTES;
                int frameLength = Math.min(FRAME_BYTES, plain.length - at) + TAG_BYTES;
                init(Cipher.DECRYPT_MODE, key, nonce, frame, aad);
                cipher.doFinal(sealed, offset + read, frameLength, plain, at);
                read += frameLength;
            }
        } catch (AEADBadTagException e) {
            throw new SealBrokenException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening fails only by a wrong tag", e);
        }
        return plain;
    }

    private void init(int mode, SecretKey key, byte[] nonce, int frame, byte[] aad) throws GeneralSecurityException {
        var frameNonce = Arrays.copyOf(nonce, NONCE_BYTES);
        int counter = frame;
        for (int i = NONCE_BYTES - 1; i >= NONCE_BYTES - Integer.BYTES; i--) {
            frameNonce[i] ^= (byte) counter;
            counter >>>= Byte.SIZE;
        }
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, frameNonce));
        cipher.updateAAD(aad);
    }
}
