package dev.cairn.bench.scenario;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is done on A and has to be on B. */
enum Task {
    /** A tree of small files. */
    SMALL("small files", 0, 0, null),
    /** A second copy of that tree. */
    COPY("second copy of them", 0, 2_500_000, SMALL),
    /** A folder of half of them gets another name. */
    RENAME("rename of half of them", 1, 50_000, SMALL),
    /** One big file of random bytes. */
    BIG("big file", 0, 0, null),
    /** A byte before its first. */
    INSERT("1 byte at its front", 4, 128 << 10, BIG),
    /** 4 KiB in its middle. */
    OVERWRITE("4 KiB in its middle", 4, 128 << 10, BIG),
    /** A megabyte behind its last. */
    APPEND("1 MB appended", 4, 1_100_000, BIG),
    /** Small files one after the other. */
    LATENCY("one write", 0, 0, null),
    /** Many edits among them, while they are carried over. */
    EDITS("1,000 edits among them", 1.5, 0, SMALL);

    private final String title;
    private final double secondsMax;
    private final long bytesMax;
    private final @Nullable Task before;

    Task(String title, double secondsMax, long bytesMax, @Nullable Task before) {
        this.title = title;
        this.secondsMax = secondsMax;
        this.bytesMax = bytesMax;
        this.before = before;
    }

    String title() {
        return title;
    }

    /** From the last change on A to the same on B, for Cairn; 0: no bar but a peer. */
    double secondsMax() {
        return secondsMax;
    }

    /** {@link #bytes} for Cairn; 0: no bar. */
    long bytesMax() {
        return bytesMax;
    }

    /** What counts of the wire: each way for the big file, else all. */
    long bytes(Wire wire) {
        return before == BIG ? wire.larger() : wire.total();
    }

    /** How many times as fast as Syncthing Cairn has to be; 0: no such bar. */
    double timesSyncthing() {
        return switch (this) {
            case SMALL -> 3;
            case COPY -> 6;
            case BIG -> 1;
            default -> 0;
        };
    }

    /** These and what has to be there for them. */
    static Set<Task> withBefore(Set<Task> wanted) {
        var all = EnumSet.copyOf(wanted);
        for (var task : wanted) {
            if (task.before != null) {
                all.add(task.before);
            }
        }
        return all;
    }
}
