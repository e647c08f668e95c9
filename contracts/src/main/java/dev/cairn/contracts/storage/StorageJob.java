package dev.cairn.contracts.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A long task of storage: running, or ended.
 *
 * @param id of this run
 * @param kind what it does: {@code verify}, {@code rebuild-index} and so on
 * @param done how much of {@code total} it has done
 * @param total how much there is to do, as far as it is known; 0: not known
 * @param unit what is counted, {@code packs} or {@code bytes}
 * @param message what it does at the moment, and at the end what came of it, in one sentence
 * @param endedAt null while it runs
 * @param counts what it counted, by name
 * @param findings what it found wrong, at most {@link #FINDINGS_MAX}
 * @param found how many things it found wrong, the ones beyond {@code findings} included
 */
public record StorageJob(
        UUID id,
        String kind,
        State state,
        long done,
        long total,
        String unit,
        String message,
        Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, Long> counts,
        List<Finding> findings,
        long found) {
    /** Most findings that are told one by one. */
    public static final int FINDINGS_MAX = 10_000;

    /** How it stands with a job. */
    public enum State {
        /** It runs. */
        RUNNING,
        /** It did all it should; {@link StorageJob#found} says whether something was wrong. */
        DONE,
        /** It could not go on; the message says why. */
        FAILED,
        /** Somebody ended it. */
        CANCELLED,
        /** The server was stopped, or died, while it ran. */
        INTERRUPTED
    }

    /** Copies the collections. */
    public StorageJob {
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
    }
}
