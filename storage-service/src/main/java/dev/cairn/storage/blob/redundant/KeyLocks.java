package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One at a time for each blob: a put, deletion or repair never meets another of the same key. */
final class KeyLocks {
    private final ReentrantLock[] locks = new ReentrantLock[1024];

    KeyLocks() {
        Arrays.setAll(locks, _ -> new ReentrantLock());
    }

    <T> T locked(BlobKey key, Supplier<T> work) {
        var lock = locks[Math.floorMod(key.hashCode(), locks.length)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
