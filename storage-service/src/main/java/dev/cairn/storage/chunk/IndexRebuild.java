package dev.cairn.storage.chunk;

import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the index say what the packs say. A pack that became durable without becoming known (a crash between the two, or a
 * database older than the disk) is adopted, never deleted: an unknown pack may be the only copy of something.
 */
public final class IndexRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
    private static final int PAGE = 1000;
    private static final PackId FIRST = new PackId(new UUID(0, 0));

    private final BlobStore blobs;
    private final PackReader packs;
    private final RecordIndex index;
    private final KeyRing keyRing;

    IndexRebuild(BlobStore blobs, PackReader packs, RecordIndex index, KeyRing keyRing) {
        this.blobs = blobs;
        this.packs = packs;
        this.index = index;
        this.keyRing = keyRing;
    }

    /**
     * What was done.
     *
     * @param packs that were read into the index
     * @param records found in them
     * @param damaged packs that could not be read at all
     * @param forgotten packs that the index knew and that are gone
     */
    public record Report(int packs, long records, int damaged, int forgotten) {}

    /** Reads the packs that the index does not know. Safe at any time. */
    public Report adoptUnknown() {
        return read(false, 0);
    }

    /**
     * Reads all keys and packs again and forgets what is gone. Safe at any time; what it finds wins over what the index said.
     */
    public Report rebuild() {
        keyRing.restore();
        return read(true, forgetGone());
    }

    private Report read(boolean all, int forgotten) {
        int read = 0;
        long records = 0;
        int damaged = 0;
        var page = blobs.list(PackId.BLOB_KIND + "/", "", PAGE);
        while (!page.isEmpty()) {
            var known = all
                    ? Set.<PackId>of()
                    : index.known(
                            page.stream().map(blob -> PackId.of(blob.key())).toList());
            for (var blob : page) {
                if (!known.contains(PackId.of(blob.key()))) {
                    long found = adopt(blob, all);
                    damaged += found < 0 ? 1 : 0;
                    read += found < 0 ? 0 : 1;
                    records += Math.max(0, found);
                }
            }
            page = blobs.list(PackId.BLOB_KIND + "/", page.getLast().key().toString(), PAGE);
        }
        return new Report(read, records, damaged, forgotten);
    }

    /** Returns the records found, -1 for a pack that cannot be read. */
    private long adopt(BlobStat blob, boolean replace) {
        var pack = PackId.of(blob.key());
        try {
            var entries = packs.entries(blob);
            if (replace) {
                index.replace(pack, blob.length(), entries);
            } else {
                LOG.info("pack {} was durable but unknown: adopted {} records", pack, entries.size());
                index.add(pack, blob.length(), entries);
            }
            return entries.size();
        } catch (DamagedException e) {
            LOG.error("pack {} is damaged", pack, e);
            return -1;
        }
    }

    private int forgetGone() {
        var gone = new HashSet<PackId>();
        List<PackId> page = index.packs(FIRST, PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(pack -> blobs.stat(pack.blobKey()).isEmpty()).forEach(gone::add);
            page = index.packs(page.getLast(), PAGE);
        }
        gone.forEach(index::forget);
        return gone.size();
    }
}
