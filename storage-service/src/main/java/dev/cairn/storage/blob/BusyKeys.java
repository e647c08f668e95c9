package dev.cairn.storage.blob;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys that somebody is at work on. Who wants the same one waits as long as that work takes, which the stores' own limits end; nobody
 * waits for another key, however slow the store that it is brought to.
 */
public final class BusyKeys {
    private final Set<BlobKey> busy = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    /** Does the work when nobody else is at work on the key. Not to be called for a key from within work on one. */
    public void alone(BlobKey key, Runnable work) {
        begin(key);
        try {
            work.run();
        } finally {
            end(key);
        }
    }

    private void begin(BlobKey key) {
        lock.lock();
        try {
            while (!busy.add(key)) {
                freed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(BlobKey key) {
        lock.lock();
        try {
            busy.remove(key);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
