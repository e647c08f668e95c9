package dev.cairn.bench.scenario;

/**
 * What a task took.
 *
 * @param seconds from the last change on A to the same bytes on B; of {@link Task#LATENCY} the median
 * @param slowest the 99th percentile of {@link Task#LATENCY} in seconds; else NaN
 * @param cpuSeconds of all processes, until they came to rest
 */
record Taken(double seconds, double slowest, double cpuSeconds, Wire wire) {}
