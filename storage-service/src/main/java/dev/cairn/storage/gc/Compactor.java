package dev.cairn.storage.gc;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.gc.PackStore.Needed;
import dev.cairn.storage.gc.PackStore.NewPack;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackBuilder;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.PackRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what is still needed out of a pack, byte for byte as it was sealed, portion by portion into new packs; the old one is then
 * pointed to by nothing. A portion is durable before a row points to it, and a row is moved only if it still points where the
 * bytes were copied from. The new pack stays in the region of the old one. A crash leaves at worst a pack that nothing points to.
 */
final class Compactor {
    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    /** So much is in memory, and so much room is needed at a time. */
    static final int PORTION_BYTES = 8 << 20;

    private static final int PORTION_RECORDS = 4_000;

    private final PackStore packs;
    private final BlobStore blobs;
    private final PackReader reader;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    Compactor(PackStore packs, BlobStore blobs, PackReader reader, InstantSource clock, Supplier<UUID> ids) {
        this.packs = packs;
        this.blobs = blobs;
        this.reader = reader;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Empties a pack.
     *
     * @return bytes that were copied
     * @throws DamagedException when a record cannot be read, and the pack stays as far as it was not emptied
     * @throws dev.cairn.storage.blob.BlobException as the store's; FULL when there is no room for the next portion
     */
    long empty(PackId pack, Pace pace) {
        long copied = 0;
        var portion = portion(packs.records(pack, PORTION_RECORDS));
        while (!portion.isEmpty()) {
            long begin = System.nanoTime();
            long bytes = move(pack, portion);
            if (bytes == 0) {
                return copied;
            }
            copied += bytes;
            pace.rest(System.nanoTime() - begin);
            portion = portion(packs.records(pack, PORTION_RECORDS));
        }
        return copied;
    }

    /**
     * Copies what is needed of several packs of one region into one, as far as it fits into a portion; what cannot be read stays where
     * it is, with all of its pack.
     *
     * @param bytesMin nothing is put that would be shorter
     * @return bytes of the new pack; 0 when nothing was put
     * @throws dev.cairn.storage.blob.BlobException as the store's, when it may answer later; nothing was put then, or it may have been
     *     and nothing points to it
     */
    long gather(List<PackId> from, long bytesMin, Pace pace) {
        long begin = System.nanoTime();
        var into = new PackBuilder(PackId.in(from.getFirst().region(), ids.get()), clock.instant());
        var copied = new LinkedHashMap<PackId, List<PackEntry>>();
        for (var pack : from) {
            int before = into.entries().size();
            if (into.length() >= PORTION_BYTES) {
                break;
            }
            for (var record : read(pack)) {
                into.add(record);
            }
            var all = into.entries();
            copied.put(pack, new ArrayList<>(all.subList(before, all.size())));
            pace.rest(0);
        }
        if (into.entries().isEmpty() || into.length() < bytesMin) {
            return 0;
        }
        blobs.put(into.id().blobKey(), into.seal());
        var pack = new NewPack(into.id(), into.length(), into.entries().size());
        copied.forEach((source, entries) -> packs.move(source, pack, entries));
        pace.rest(System.nanoTime() - begin);
        return pack.length();
    }

    /** Of all that is needed of a small pack; nothing if one of them cannot be read. */
    private List<PackRecord> read(PackId pack) {
        try {
            var records = new ArrayList<PackRecord>();
            for (var record : packs.records(pack, PORTION_RECORDS)) {
                records.add(read(pack, record));
            }
            return records;
        } catch (DamagedException | BlobException e) {
            if (e instanceof BlobException away && away.reason().retryable()) {
                throw away;
            }
            LOG.error("pack {} could not be put together with others, and is left for a while", pack, e);
            packs.failed(pack, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static List<Needed> portion(List<Needed> records) {
        long bytes = 0;
        int count = 0;
        while (count < records.size()
                && (count == 0 || bytes + records.get(count).length() <= PORTION_BYTES)) {
            bytes += records.get(count++).length();
        }
        return records.subList(0, count);
    }

    /** Bytes that moved; 0 when somebody else was faster. */
    private long move(PackId from, List<Needed> portion) {
        var pack = new PackBuilder(PackId.in(from.region(), ids.get()), clock.instant());
        for (var record : portion) {
            pack.add(read(from, record));
        }
        var entries = new ArrayList<>(pack.entries());
        blobs.put(pack.id().blobKey(), pack.seal());
        int moved = packs.move(from, new NewPack(pack.id(), pack.length(), entries.size()), entries);
        return moved == 0 ? 0 : pack.length();
    }

    private PackRecord read(PackId from, Needed record) {
        var read = reader.record(new Location(from, record.offset(), record.length()));
        if (!record.is(read.header())) {
            throw new DamagedException("another record than the index says at " + record.offset() + " of " + from);
        }
        return read;
    }
}
