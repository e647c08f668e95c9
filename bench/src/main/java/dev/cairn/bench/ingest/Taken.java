package dev.cairn.bench.ingest;

/**
 * What taking a dataset in took.
 *
 * @param cpuSeconds user and system time of every process that took part
 * @param seconds elapsed
 * @param storedBytes on the disk afterwards
 */
record Taken(double cpuSeconds, double seconds, long storedBytes) {
    double megabytesPerCpuSecond(Dataset data) {
        return data.bytes() / 1e6 / cpuSeconds;
    }
}
