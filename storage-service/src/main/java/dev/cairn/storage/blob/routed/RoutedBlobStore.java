package dev.cairn.storage.blob.routed;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobListing;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.Region;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One store per region. Which one a blob belongs to is a function of its name alone ({@link Region}); it is put there or not at all,
 * and no other is even asked. Blobs that name no region (wrapped keys, and what was stored before there were regions) are at home. A new
 * pack that names none is refused: whoever made it did not think of regions.
 */
public final class RoutedBlobStore implements BlobStore {
    private static final Pattern UNMARKED_PACK = Pattern.compile("[0-9a-f]{32}");

    private final Map<Region, BlobStore> regions;
    private final BlobStore home;

    /**
     * Closes the stores when it is closed.
     *
     * @param home one of the regions
     */
    public RoutedBlobStore(Map<Region, BlobStore> regions, Region home) {
        this.regions = Map.copyOf(regions);
        var store = regions.get(home);
        if (store == null) {
            throw new IllegalArgumentException("the home region " + home + " has no store");
        }
        this.home = store;
    }

    /** The only store that may have the blob. A region without a store is a failure, and says nothing of what is stored. */
    private BlobStore store(BlobKey key) {
        var region = Region.of(key);
        if (region.isEmpty()) {
            return home;
        }
        var store = regions.get(region.get());
        if (store == null) {
            throw new BlobException(
                    Reason.FAILED, "blob " + key + " belongs to region " + region.get() + ", which has no store");
        }
        return store;
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        var store = store(key);
        if (Region.of(key).isEmpty() && UNMARKED_PACK.matcher(key.name()).matches()) {
            throw new BlobException(Reason.FAILED, "blob " + key + " names no region, so it may be put nowhere");
        }
        store.put(key, content);
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return store(key).open(key, offset, length);
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        return store(key).read(key, offset, length);
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return store(key).stat(key);
    }

    @Override
    public void delete(BlobKey key) {
        store(key).delete(key);
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        int max = Math.clamp(limit, 1, LIST_MAX);
        return BlobListing.merged(
                regions.values().stream()
                        .map(store -> store.list(prefix, after, max))
                        .toList(),
                max);
    }

    /** Of the region that has least: when one is full, some uploads fail. */
    @Override
    public OptionalLong freeBytes() {
        return regions.values().stream()
                .map(BlobStore::freeBytes)
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ofAll(regions.values());
    }

    @Override
    public void close() {
        regions.values().forEach(BlobStore::close);
    }
}
