package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The opened keys of one dedup domain, which is a space. The first generation also names: a keyed id never changes, or dedup
 * with old data would end. New bytes are sealed under the newest generation.
 */
public final class DomainKeys {
    private static final byte[] ID_INFO = "cairn/v1/keyed-id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEAL_INFO = "cairn/v1/seal".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_GENERATION = 1;

    private final SpaceId space;
    private final SecretKey naming;
    private final Map<Integer, SecretKey> extracted = new HashMap<>();
    private final int newest;

    /** @param secrets by generation, the first included */
    DomainKeys(SpaceId space, Map<Integer, byte[]> secrets) {
        this.space = space;
        secrets.forEach((generation, secret) -> extracted.put(generation, Hkdf.extract(secret)));
        this.newest = new TreeMap<>(secrets).lastKey();
        this.naming = Hkdf.expand(of(FIRST_GENERATION), ID_INFO, "HmacSHA256");
    }

    /** Whose keys these are. */
    public SpaceId space() {
        return space;
    }

    /** The generation that seals new bytes. */
    public int newestGeneration() {
        return newest;
    }

    /**
     * What this domain's object layer calls a thing: HMAC-SHA256 of its kind and its 32-byte hash, so that nobody who sees the
     * object layer can tell whether a known file is in it.
     */
    public KeyedId keyedId(byte kind, byte[] hash) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(naming);
            mac.update(kind);
            return new KeyedId(mac.doFinal(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The AES key of one thing, used for nothing else. {@link IllegalStateException} for a generation that is not there. */
    public SecretKey sealingKey(int generation, KeyedId id) {
        var info = ByteBuffer.allocate(SEAL_INFO.length + KeyedId.LENGTH_BYTES);
        info.put(SEAL_INFO);
        id.write(info);
        return Hkdf.expand(of(generation), info.array(), "AES");
    }

    private SecretKey of(int generation) {
        var key = extracted.get(generation);
        if (key == null) {
            throw new IllegalStateException("space " + space + " has no key of generation " + generation);
        }
        return key;
    }

    @Override
    public String toString() {
        return "DomainKeys[" + space + "]";
    }
}
