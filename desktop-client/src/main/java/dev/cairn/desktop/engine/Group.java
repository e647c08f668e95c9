package dev.cairn.desktop.engine;

import java.util.ArrayList;
import java.util.List;

/** Files that travel together: as many as one job may hold. */
final class Group<T> {
    private static final int FILES_MAX = 400;
    private static final long BYTES_MAX = 8L << 20;

    private List<T> files = new ArrayList<>();
    private long bytes;

    boolean isEmpty() {
        return files.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Whether a file of {@code size} bytes has to wait for the next group; an empty group takes any. */
    boolean isFullFor(long size) {
        return !files.isEmpty() && (files.size() >= FILES_MAX || bytes + size > BYTES_MAX);
    }

    void add(T file, long size) {
        files.add(file);
        bytes += size;
    }

    /** What was gathered; the group is empty afterwards. */
    List<T> take() {
        var taken = files;
        files = new ArrayList<>();
        bytes = 0;
        return taken;
    }
}
