package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The opened keys of one dedup domain, which is a space. The first generation also names: a keyed id never changes, or dedup
 * with old data would end. New bytes are sealed under the newest generation.
 */
public final class DomainKeys {
    private static final byte[] ID_INFO = "cairn/v1/keyed-id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEAL_INFO = "cairn/v1/seal".getBytes(StandardCharsets.US_ASCII);
    /** HKDF-Expand (RFC 5869) of up to 32 bytes is one HMAC: of the purpose and the number of the block. */
    private static final byte[] ONLY_BLOCK = {1};

    private static final int FIRST_GENERATION = 1;

    private final SpaceId space;
    private final HmacSha256 naming;
    private final Map<Integer, HmacSha256> extracted = new HashMap<>();
    private final int newest;

    /** @param secrets by generation, the first included */
    DomainKeys(SpaceId space, Map<Integer, byte[]> secrets) {
        this.space = space;
        secrets.forEach((generation, secret) ->
                extracted.put(generation, new HmacSha256(Hkdf.extract(secret).getEncoded())));
        this.newest = new TreeMap<>(secrets).lastKey();
        this.naming = new HmacSha256(of(FIRST_GENERATION).of(ID_INFO, ONLY_BLOCK));
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
        return new KeyedId(naming.of(new byte[] {kind}, hash));
    }

    /** The AES key of one thing, used for nothing else. {@link IllegalStateException} for a generation that is not there. */
    public SecretKey sealingKey(int generation, KeyedId id) {
        return new SecretKeySpec(of(generation).of(SEAL_INFO, id.toBytes(), ONLY_BLOCK), "AES");
    }

    private HmacSha256 of(int generation) {
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
