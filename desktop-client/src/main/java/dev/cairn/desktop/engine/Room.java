package dev.cairn.desktop.engine;

import dev.cairn.desktop.fs.LocalFiles;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps fetching from filling the disk: only what fits is begun, and some room is left for everybody else. */
final class Room {
    private static final long RESERVE_BYTES_MAX = 16L << 20;
    /** A small disk could not be filled at all else. */
    private static final int RESERVE_SHARE = 8;

    private static final long MEGABYTE = 1_000_000;

    private final LocalFiles files;
    private final AtomicLong promised = new AtomicLong();
    private long lacking;
    private int waiting;

    Room(LocalFiles files) {
        this.files = files;
    }

    /** A new plan looks at it anew. */
    void beginAnew() {
        lacking = 0;
        waiting = 0;
    }

    /**
     * Whether some files may be fetched now. What is under way counts in full, so that many together do not fill the disk
     * either.
     */
    boolean isFor(long bytes, int howMany) {
        long reserve = Math.min(RESERVE_BYTES_MAX, files.totalBytes() / RESERVE_SHARE);
        long left = files.freeBytes() - promised.get() - reserve - bytes;
        if (left >= 0) {
            return true;
        }
        lacking = lacking == 0 ? -left : lacking + bytes;
        waiting += howMany;
        return false;
    }

    /** Fetching them begins. */
    void begin(long bytes) {
        promised.addAndGet(bytes);
    }

    /** From any thread: fetching them has ended. */
    void end(long bytes) {
        promised.addAndGet(-bytes);
    }

    /** For people; null when there is room for everything. */
    @Nullable
    String trouble() {
        return waiting == 0
                ? null
                : "the disk is full: " + waiting + " files wait for about " + (lacking / MEGABYTE + 1) + " MB of room";
    }
}
