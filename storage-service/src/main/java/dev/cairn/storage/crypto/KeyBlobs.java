package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wrapped keys as blobs {@code key/<space>-<generation>-<root key>}, beside the packs they belong to. Blobs never change, so a key
 * that is wrapped anew is another blob. Those of before root keys could be exchanged are called {@code key/<space>-<generation>}.
 */
final class KeyBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(KeyBlobs.class);
    private static final String KIND = "key";
    private static final int PAGE = 1000;

    private final BlobStore blobs;

    KeyBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Names behind {@code after}, in order. */
    List<BlobKey> page(String after, int limit) {
        return blobs.list(KIND + "/", after, limit).stream().map(BlobStat::key).toList();
    }

    /** Those of a space. */
    List<BlobKey> of(SpaceId space) {
        return blobs.list(KIND + "/" + space + "-", "", BlobStore.LIST_MAX).stream()
                .map(BlobStat::key)
                .toList();
    }

    /** The key; {@link IllegalArgumentException} or {@link BlobException} if it cannot be read. */
    WrappedKey require(BlobKey name) {
        return WrappedKey.read(blobs.read(name, 0, WrappedKey.LENGTH_BYTES));
    }

    /** The key, if it can be read. */
    Optional<WrappedKey> read(BlobKey name) {
        try {
            return Optional.of(require(name));
        } catch (IllegalArgumentException | BlobException e) {
            LOG.error("the key {} among the blobs cannot be read: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps a key, durable on return. */
    void put(WrappedKey key) {
        var name = name(key, RootKey.name(key.rootId()));
        if (blobs.stat(name).isEmpty()) {
            blobs.put(name, BlobContent.of(key.bytes()));
        }
    }

    private static BlobKey name(WrappedKey key, String rootKey) {
        return new BlobKey(KIND, key.space() + "-" + key.generation() + "-" + rootKey);
    }

    /** Deletes all keys of a space. */
    void delete(SpaceId space) {
        for (var names = of(space); !names.isEmpty(); names = of(space)) {
            names.forEach(blobs::delete);
        }
    }

    /** Deletes what another root key wraps, if it is there wrapped by this one. What cannot be read may be all that is left: it stays. */
    void deleteAllBut(RootKey root) {
        for (var names = page("", PAGE);
                !names.isEmpty();
                names = page(names.getLast().toString(), PAGE)) {
            for (var name : names) {
                var again = read(name).map(key -> name(key, root.name()));
                if (again.isPresent()
                        && !again.get().equals(name)
                        && blobs.stat(again.get()).isPresent()) {
                    blobs.delete(name);
                }
            }
        }
    }
}
