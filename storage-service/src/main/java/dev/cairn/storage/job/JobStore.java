package dev.cairn.storage.job;

import dev.cairn.contracts.storage.StorageJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs as they survive the process. */
interface JobStore {
    /**
     * Keeps a new running job with a lease, and deletes the oldest ended ones beyond {@code keep}.
     *
     * @return whether it may run; false: one of its kind runs
     */
    boolean begin(UUID id, String kind, Map<String, String> options, Instant at, int keep);

    /** Where the newest job with this kind and these options had come to, if it was interrupted. */
    Optional<String> interruptedAt(String kind, Map<String, String> options);

    /** Keeps where a running job has come to. */
    void reached(UUID id, String position);

    /** Keeps what became of it. */
    void end(StorageJob job);

    /** How long a lease is; whoever runs a job renews it several times in this. */
    Duration LEASE = Duration.ofMinutes(2);

    /** Renews the lease of a running job; false when somebody has called it interrupted, as after a long sleep of this process. */
    boolean renew(UUID id);

    /**
     * Calls those running jobs interrupted that nobody runs: their lease is over, or their process is seen to be gone. Returns how many
     * there were.
     */
    int interruptAbandoned(Instant at);

    /** One. */
    Optional<StorageJob> find(UUID id);

    /** The newest, at most {@code limit}, without findings. */
    List<StorageJob> newest(int limit);

    /** What is told of a job of which nothing was written when it ended. */
    static StorageJob untold(UUID id, String kind, StorageJob.State state, Instant started, @Nullable Instant ended) {
        var message = state == StorageJob.State.RUNNING ? "" : "the server ended while this ran";
        return new StorageJob(id, kind, state, 0, 0, "", message, started, ended, Map.of(), List.of(), 0);
    }
}
