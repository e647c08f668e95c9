package dev.cairn.storage.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * Who runs a job.
 *
 * @param host as the machine or container calls itself
 * @param process its number there
 * @param startedMillis when the system says it was started, since numbers are used again
 */
record Owner(String host, long process, long startedMillis) {
    static Owner here() {
        return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(
                hostName(),
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Whether this process can see that the owner is no more; of another host it cannot say. */
    boolean isKnownToBeGone() {
        return host.equals(hostName())
                && ProcessHandle.of(process)
                        .filter(ProcessHandle::isAlive)
                        .map(Owner::of)
                        .filter(this::equals)
                        .isEmpty();
    }

    static Owner parse(String text) {
        var parts = text.split(" ", 3);
        return new Owner(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
        return process + " " + startedMillis + " " + host;
    }
}
