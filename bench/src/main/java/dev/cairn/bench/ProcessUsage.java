package dev.cairn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process and its descendants used, from {@code /proc} (Linux).
 *
 * @param cpuSeconds user and system time
 * @param peakBytes the sum of each process's largest resident set
 */
public record ProcessUsage(double cpuSeconds, long peakBytes) {
    /** Of nothing. */
    public static final ProcessUsage NONE = new ProcessUsage(0, 0);

    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;

    /** Of a process and all that descends from it; nothing when it has ended. */
    public static ProcessUsage of(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(process -> read(process.pid()))
                .reduce(NONE, ProcessUsage::plus);
    }

    /** Of all that descends from this process, what has ended included; of memory only what still runs. */
    public static ProcessUsage ofChildren() {
        var self = ProcessHandle.current();
        var ended = new ProcessUsage(ticks(self.pid(), UTIME + 2) / TICKS_PER_SECOND, 0);
        return self.descendants().map(process -> read(process.pid())).reduce(ended, ProcessUsage::plus);
    }

    /** Bytes in memory now, of a process and all that descends from it; what they share counts once. */
    public static long residentBytes(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> kibibytes(process.pid(), "smaps_rollup", "Pss:"))
                .sum();
    }

    /** Both together. */
    public ProcessUsage plus(ProcessUsage other) {
        return new ProcessUsage(cpuSeconds + other.cpuSeconds, peakBytes + other.peakBytes);
    }

    /** The time since then; the largest memory ever. */
    public ProcessUsage since(ProcessUsage earlier) {
        return new ProcessUsage(cpuSeconds - earlier.cpuSeconds, peakBytes);
    }

    private static ProcessUsage read(long pid) {
        return new ProcessUsage(ticks(pid, UTIME) / TICKS_PER_SECOND, peak(pid));
    }

    /** The sum of the fields from {@code first} to the system time of waited-for children, who count too. */
    private static double ticks(long pid, int first) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name in parentheses may hold spaces; fields are counted from behind it.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int field = first; field < UTIME + 4; field++) {
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks;
        } catch (IOException e) {
            return gone(pid, e);
        }
    }

    private static long peak(long pid) {
        return kibibytes(pid, "status", "VmHWM:");
    }

    private static long kibibytes(long pid, String file, String field) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return (long) gone(pid, e);
        }
    }

    /** What has ended meanwhile has nothing to tell. */
    private static double gone(long pid, Exception e) {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            throw new IllegalStateException("/proc/" + pid + " cannot be read", e);
        }
        return 0;
    }
}
