package dev.cairn.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what a killed Cairn left running: its server, or the server's own children when that was killed too. A process
 * is ours when it is a {@code postgres} whose working directory is this cluster; a process id alone proves nothing, because
 * ids are used again.
 */
record PreviousRun(Path cluster, Stopping stopping) {
    private static final Logger log = LoggerFactory.getLogger(PreviousRun.class);
    private static final Duration CHILDREN_END_WITHIN = Duration.ofSeconds(5);

    /** Stops the server of {@code cluster} in the given {@code pg_ctl} mode; true when it is gone. */
    @FunctionalInterface
    interface Stopping {
        boolean stop(String mode);
    }

    /** Returns when no process of an earlier run is left and no stale {@code postmaster.pid} can hinder a start. */
    void clear() {
        var file = PostmasterFile.read(cluster);
        if (file.isPresent() && ownProcess(file.get().pid())) {
            log.warn(
                    "A PostgreSQL server of an earlier run (process {}) is still alive; stopping it",
                    file.get().pid());
            if (!stopping.stop("fast") && !stopping.stop("immediate")) {
                ProcessHandle.of(file.get().pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        endAll(ownProcesses());
        try {
            if (Files.deleteIfExists(PostmasterFile.in(cluster))) {
                log.info("Removed the stale postmaster.pid of an earlier run");
            }
        } catch (IOException e) {
            throw new PostgresException("cannot remove " + PostmasterFile.in(cluster) + ": " + e.getMessage(), e);
        }
    }

    private void endAll(List<ProcessHandle> processes) {
        // Children notice the death of their server by themselves, within moments.
        var all = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(CHILDREN_END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            processes.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while an earlier server was stopping", e);
        } catch (ExecutionException e) {
            throw new PostgresException("cannot wait for an earlier server", e);
        }
    }

    private List<ProcessHandle> ownProcesses() {
        return ProcessHandle.allProcesses()
                .filter(process -> ownProcess(process.pid()))
                .toList();
    }

    private boolean ownProcess(long pid) {
        var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        var proc = Path.of("/proc", Long.toString(pid));
        if (Files.isDirectory(proc)) {
            try {
                return Files.readSymbolicLink(proc.resolve("cwd")).equals(cluster.toRealPath())
                        && Files.readString(proc.resolve("comm")).strip().equals("postgres");
            } catch (IOException e) {
                // Somebody else's process, or one that has just ended.
                return false;
            }
        }
        return process.get().info().command().orElse("").endsWith("/postgres")
                && process.get().info().commandLine().orElse("").contains(cluster.toString());
    }
}
