package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The opened keys of spaces, made on first use. A wrapped key is in the database and, because losing it would lose every byte
 * of its space, also as a blob {@code key/<space>-<generation>} beside the packs; both before its first use.
 */
public final class KeyRing {
    private static final String BLOB_KIND = "key";
    private static final int FIRST_GENERATION = 1;
    private static final int OPENED_MAX = 4096;
    private static final int PAGE = 1000;

    private final RootKey root;
    private final KeyStore store;
    private final BlobStore blobs;
    private final SecureRandom random;
    private final Map<SpaceId, DomainKeys> opened = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SpaceId, DomainKeys> eldest) {
            return size() > OPENED_MAX;
        }
    };

    KeyRing(RootKey root, KeyStore store, BlobStore blobs, SecureRandom random) {
        this.root = root;
        this.store = store;
        this.blobs = blobs;
        this.random = random;
    }

    /**
     * Opens the root key; makes one if nothing was ever stored. {@link IllegalStateException} if there are wrapped keys but the
     * root key is missing, not readable by its owner alone, or another one.
     */
    static KeyRing open(RootKeySettings settings, KeyStore store, BlobStore blobs, SecureRandom random)
            throws IOException {
        var ring = new KeyRing(rootKey(settings, store, blobs, random), store, blobs, random);
        ring.checkRootKey();
        return ring;
    }

    private static RootKey rootKey(RootKeySettings settings, KeyStore store, BlobStore blobs, SecureRandom random)
            throws IOException {
        var given = settings.key();
        if (given != null) {
            return RootKey.parse(given);
        }
        var file = new RootKeyFile(settings.file());
        boolean unused = !store.hasAny() && blobs.list(BLOB_KIND + "/", "", 1).isEmpty();
        return unused && !file.exists() ? file.create(random) : file.read();
    }

    /** The wrong root key is found at the start, not by the first reader. */
    private void checkRootKey() {
        for (var blob : blobs.list(BLOB_KIND + "/", "", 1)) {
            WrappedKey.read(blobs.read(blob.key(), 0, WrappedKey.LENGTH_BYTES)).unwrap(root);
        }
    }

    /** The space's keys; a space that has none gets its first, durable on return. */
    public DomainKeys keys(SpaceId space) {
        synchronized (opened) {
            var known = opened.get(space);
            if (known != null) {
                return known;
            }
        }
        var wrapped = store.find(space);
        if (wrapped.isEmpty()) {
            store.add(existingOrNew(space));
            // Another process may have been first: what the store kept is the key.
            wrapped = store.find(space);
        }
        wrapped.forEach(this::backUp);
        var keys = open(space, wrapped);
        synchronized (opened) {
            opened.put(space, keys);
        }
        return keys;
    }

    /** Puts keys that are only among the blobs back into the database. Returns how many blobs there are. */
    public int restore() {
        int restored = 0;
        var page = blobs.list(BLOB_KIND + "/", "", PAGE);
        while (!page.isEmpty()) {
            for (var blob : page) {
                store.add(WrappedKey.read(blobs.read(blob.key(), 0, WrappedKey.LENGTH_BYTES)));
                restored++;
            }
            page = blobs.list(BLOB_KIND + "/", page.getLast().key().toString(), PAGE);
        }
        return restored;
    }

    /** A key that survived a lost database must not be replaced: what was sealed under it would be unreadable. */
    private WrappedKey existingOrNew(SpaceId space) {
        var name = blobKey(space, FIRST_GENERATION);
        return blobs.stat(name)
                .map(blob -> WrappedKey.read(blobs.read(name, 0, WrappedKey.LENGTH_BYTES)))
                .orElseGet(() -> create(space));
    }

    private WrappedKey create(SpaceId space) {
        var secret = randomBytes(RootKey.LENGTH_BYTES);
        return WrappedKey.wrap(root, space, FIRST_GENERATION, secret, randomBytes(Sealer.NONCE_BYTES));
    }

    private void backUp(WrappedKey key) {
        var name = blobKey(key.space(), key.generation());
        if (blobs.stat(name).isEmpty()) {
            blobs.put(name, BlobContent.of(key.bytes()));
        }
    }

    private DomainKeys open(SpaceId space, List<WrappedKey> wrapped) {
        var secrets = new HashMap<Integer, byte[]>();
        wrapped.forEach(key -> secrets.put(key.generation(), key.unwrap(root)));
        return new DomainKeys(space, secrets);
    }

    private static BlobKey blobKey(SpaceId space, int generation) {
        return new BlobKey(BLOB_KIND, space + "-" + generation);
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
