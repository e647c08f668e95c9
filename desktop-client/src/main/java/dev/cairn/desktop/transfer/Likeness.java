package dev.cairn.desktop.transfer;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guesses, for the chunks of a new version in order, which chunk of the version before is much like each: the one at its place, as far as
 * what was the same so far has moved. Not thread-safe.
 */
final class Likeness {
    /** Chunks below this are sent whole: asking would cost more than it saves. */
    static final int BYTES_MIN = 64 << 10;

    private final long[] starts;
    private final Manifest before;
    private final Map<ChunkId, Long> places = new HashMap<>();
    private long at;
    private long moved;

    /** @param before the version that the other side has too */
    Likeness(Manifest before) {
        this.before = before;
        this.starts = new long[before.chunks().size()];
        long start = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = start;
            places.putIfAbsent(before.chunks().get(i).id(), start);
            start += before.chunks().get(i).length();
        }
    }

    /** The chunk that the next one of the new version is much like; null when it is the very same, or short, or there is none. */
    @Nullable
    ChunkRef next(ChunkId id, int length) {
        long start = at;
        at += length;
        var same = places.get(id);
        if (same != null) {
            moved = same - start;
            return null;
        }
        return length < BYTES_MIN || starts.length == 0 ? null : before.chunks().get(index(start + moved));
    }

    /** The chunk in which a byte lies, or the first or last one. */
    private int index(long place) {
        int found = java.util.Arrays.binarySearch(starts, place);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }
}
