package dev.cairn.storage.job;

import dev.cairn.contracts.storage.StorageJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs as they survive the process. */
interface JobStore {
    /**
     * Keeps a new running job, and deletes the oldest ended ones beyond {@code keep}.
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

    /** Calls every running job interrupted: there is nobody who runs it. Returns how many there were. */
    int interruptAll(Instant at);

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
