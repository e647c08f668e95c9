package dev.cairn.contracts.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What storage holds, as its index knows it.
 *
 * @param packs immutable files of sealed records
 * @param packBytes bytes in them
 * @param chunks distinct pieces of files
 * @param contents distinct contents of files
 * @param spaces that have keys
 * @param freeBytes that may still be stored; null: the store cannot tell
 * @param rootKeys short names of the root keys that wrap the keys of spaces, said of no secret; more than one while a rotation is
 *     under way
 * @param stores that keep their blobs on several devices
 * @param jobs that run now
 */
public record StorageStatus(
        long packs,
        long packBytes,
        long chunks,
        long contents,
        long spaces,
        @Nullable Long freeBytes,
        List<String> rootKeys,
        List<StoreHealth> stores,
        List<StorageJob> jobs) {
    /** Copies the lists. */
    public StorageStatus {
        rootKeys = List.copyOf(rootKeys);
        stores = List.copyOf(stores);
        jobs = List.copyOf(jobs);
    }
}
