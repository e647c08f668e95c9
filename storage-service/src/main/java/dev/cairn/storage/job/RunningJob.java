package dev.cairn.storage.job;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageJob.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job while it runs in this process. Positions are written down at most once a {@link #WRITE_EVERY_NANOS}. */
final class RunningJob implements Progress {
    private static final long WRITE_EVERY_NANOS = 1_000_000_000L;

    private final UUID id;
    private final String kind;
    private final Instant startedAt;
    private final @Nullable String resumed;
    private final Consumer<String> positions;
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final long beganNanos = System.nanoTime();
    private volatile boolean cancelled;
    private volatile boolean interrupted;
    private long found;
    private long done;
    private long total;
    private String unit = "";
    private String message = "";
    private long writtenNanos = beganNanos - WRITE_EVERY_NANOS;

    /** @param positions told where the work has come to, to keep it */
    RunningJob(UUID id, String kind, Instant startedAt, @Nullable String resumed, Consumer<String> positions) {
        this.id = id;
        this.kind = kind;
        this.startedAt = startedAt;
        this.resumed = resumed;
        this.positions = positions;
    }

    @Override
    public synchronized void begin(long newTotal, String newUnit, String newMessage) {
        done = 0;
        total = newTotal;
        unit = newUnit;
        message = newMessage;
    }

    @Override
    public synchronized void advance(long more) {
        done += more;
    }

    @Override
    public synchronized void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    @Override
    public synchronized void found(Finding finding) {
        found++;
        if (findings.size() < StorageJob.FINDINGS_MAX) {
            findings.add(finding);
        }
    }

    @Override
    public synchronized long found() {
        return found;
    }

    @Override
    public void checkpoint() {
        if (cancelled || interrupted) {
            throw new CancelledException();
        }
    }

    @Override
    public void reached(String position) {
        long now = System.nanoTime();
        synchronized (this) {
            if (now - writtenNanos < WRITE_EVERY_NANOS) {
                return;
            }
            writtenNanos = now;
        }
        positions.accept(position);
    }

    @Override
    public Optional<String> resumed() {
        return Optional.ofNullable(resumed);
    }

    UUID id() {
        return id;
    }

    void cancel() {
        cancelled = true;
    }

    /** The process ends. */
    void interrupt() {
        interrupted = true;
    }

    /** What the job became when its work was asked to end. */
    State ended() {
        return interrupted && !cancelled ? State.INTERRUPTED : State.CANCELLED;
    }

    long nanos() {
        return System.nanoTime() - beganNanos;
    }

    synchronized StorageJob snapshot() {
        return job(State.RUNNING, message, null);
    }

    synchronized StorageJob ended(State state, String said, Instant at) {
        return job(state, said, at);
    }

    private StorageJob job(State state, String said, @Nullable Instant endedAt) {
        return new StorageJob(id, kind, state, done, total, unit, said, startedAt, endedAt, counts, findings, found);
    }
}
