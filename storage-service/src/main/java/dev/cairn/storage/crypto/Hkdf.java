package dev.cairn.storage.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA256 (RFC 5869). */
public final class Hkdf {
    private static final int KEY_BYTES = 32;

    private Hkdf() {}

    /** The pseudorandom key of a secret. */
    public static SecretKey extract(byte[] secret) {
        return derive("Generic", HKDFParameterSpec.ofExtract().addIKM(secret).extractOnly());
    }

    /** A key of 32 bytes for one purpose. */
    public static SecretKey expand(SecretKey extracted, byte[] info, String algorithm) {
        return derive(algorithm, HKDFParameterSpec.expandOnly(extracted, info, KEY_BYTES));
    }

    private static SecretKey derive(String algorithm, HKDFParameterSpec parameters) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has HKDF-SHA256 (JEP 510)", e);
        }
    }
}
