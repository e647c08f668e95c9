package dev.cairn.contracts.caller;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The one secret all services of an installation share: 32 random bytes. Never used itself; keys for one purpose are derived
 * from it by HKDF-SHA256 (RFC 5869), so a leaked ticket key says nothing of the service key.
 */
public final class ClusterSecret {
    /** Bytes in the secret. */
    public static final int LENGTH_BYTES = 32;

    private final byte[] secret;

    /** Copies the bytes. */
    public ClusterSecret(byte[] secret) {
        if (secret.length != LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "the cluster secret has " + LENGTH_BYTES + " bytes, not " + secret.length);
        }
        this.secret = secret.clone();
    }

    /** The key for one purpose, named like {@code "ticket"}; an HMAC-SHA256 key of 32 bytes. */
    public SecretKey derive(String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(
                            ("cairn/v1/" + purpose).getBytes(java.nio.charset.StandardCharsets.UTF_8), LENGTH_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has HKDF-SHA256 (JEP 510)", e);
        }
    }

    /** The secret itself, for a backup that seals it. */
    public byte[] toBytes() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "ClusterSecret[hidden]";
    }
}
