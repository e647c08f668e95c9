package dev.cairn.storage.blob;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Listings of several stores as one. */
public final class BlobListing {
    private BlobListing() {}

    /**
     * One page out of a page of each store, all asked for the same prefix, beginning and limit: in order, each key once, as the first
     * of the stores that has it says.
     */
    public static List<BlobStat> merged(Collection<List<BlobStat>> pages, int limit) {
        var all = new TreeMap<BlobKey, BlobStat>();
        pages.forEach(page -> page.forEach(blob -> all.putIfAbsent(blob.key(), blob)));
        return all.values().stream().limit(limit).toList();
    }
}
