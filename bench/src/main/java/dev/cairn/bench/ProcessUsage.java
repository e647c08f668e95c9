package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process and its descendants used, from {@code /proc} (Linux).
 *
 * @param cpuSeconds user and system time
 * @param peakBytes the sum of each process's largest resident set
 */
public record ProcessUsage(double cpuSeconds, long peakBytes) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;

    /** Of a process and all that descends from it; nothing when it has ended. */
    public static ProcessUsage of(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(process -> read(process.pid()))
                .reduce(new ProcessUsage(0, 0), ProcessUsage::plus);
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
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name in parentheses may hold spaces; fields are counted from behind it. Waited-for children count
            // too.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int field = UTIME; field < UTIME + 4; field++) {
                ticks += Double.parseDouble(fields[field]);
            }
            return new ProcessUsage(ticks / TICKS_PER_SECOND, peak(pid));
        } catch (NoSuchFileException e) {
            return new ProcessUsage(0, 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long peak(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        }
    }
}
