package dev.cairn.storage.job;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.NewStorageJob;
import dev.cairn.contracts.storage.StorageAdminApi;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageJob.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs tasks, one of a kind at a time, each on a thread of its own. What runs when the process ends is said to be interrupted by
 * the process itself or, if it was killed, by another: at once on the same host, elsewhere when its lease is over.
 */
public final class Jobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
    private static final Duration RENEW_EVERY = JobStore.LEASE.dividedBy(6);

    private final Map<String, Task> tasks = new TreeMap<>();
    private final JobStore store;
    private final JobMetrics metrics;
    private final InstantSource clock;
    private final Map<UUID, RunningJob> running = new ConcurrentHashMap<>();
    private final Map<UUID, Thread> threads = new ConcurrentHashMap<>();
    private volatile boolean started;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    Jobs(List<Task> tasks, JobStore store, JobMetrics metrics, InstantSource clock) {
        tasks.forEach(task -> this.tasks.put(task.kind(), task));
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Starts one; CONFLICT while one of its kind runs, INVALID_REQUEST for what is not known. */
    public StorageJob start(NewStorageJob wanted) {
        var task = tasks.get(wanted.kind());
        if (task == null) {
            throw ProblemException.invalid("kind", "There is no such task; there are " + tasks.keySet());
        }
        for (var option : wanted.options().keySet()) {
            if (!task.options().contains(option)) {
                throw ProblemException.invalid(option, wanted.kind() + " has no such option");
            }
        }
        task.check(wanted.options());
        if (!started) {
            throw new ProblemException(Problem.UNAVAILABLE, "The server is being stopped, or not ready yet");
        }
        var resumed = store.interruptedAt(wanted.kind(), wanted.options());
        var id = UUID.randomUUID();
        var at = clock.instant();
        if (!store.begin(id, wanted.kind(), wanted.options(), at, StorageAdminApi.JOBS_MAX)) {
            throw new ProblemException(Problem.CONFLICT, "One of this kind runs already: " + wanted.kind());
        }
        var job = new RunningJob(id, wanted.kind(), at, resumed.orElse(null), position -> store.reached(id, position));
        running.put(id, job);
        var thread = Thread.ofPlatform()
                .name("job-" + wanted.kind())
                .daemon()
                .unstarted(() -> run(task, wanted.options(), job));
        threads.put(id, thread);
        thread.start();
        return job.snapshot();
    }

    private void run(Task task, Map<String, String> options, RunningJob job) {
        StorageJob ended;
        try {
            ended = job.ended(State.DONE, task.run(options, job), clock.instant());
        } catch (CancelledException e) {
            ended = job.ended(job.ended(), "ended before it was done", clock.instant());
        } catch (RuntimeException | Error e) {
            LOG.error("the task {} failed", task.kind(), e);
            ended = job.ended(State.FAILED, sentence(e), clock.instant());
        }
        metrics.ended(ended, job.nanos());
        try {
            store.end(ended);
        } catch (RuntimeException e) {
            LOG.error(
                    "what became of the task {} could not be kept; the next start calls it interrupted",
                    task.kind(),
                    e);
        } finally {
            running.remove(job.id());
            threads.remove(job.id());
        }
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> problem.detail();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    /** One; NOT_FOUND. */
    public StorageJob job(UUID id) {
        var job = running.get(id);
        return job != null ? job.snapshot() : store.find(id).orElseThrow(() -> ProblemException.notFound("The job"));
    }

    /** Those that run and the last that ran, newest first, without findings. */
    public List<StorageJob> newest() {
        return store.newest(StorageAdminApi.JOBS_MAX).stream()
                .map(job -> {
                    var here = running.get(job.id());
                    return here == null ? job : withoutFindings(here.snapshot());
                })
                .toList();
    }

    /** Those that run. */
    public List<StorageJob> running() {
        return running.values().stream()
                .map(RunningJob::snapshot)
                .map(Jobs::withoutFindings)
                .toList();
    }

    private static StorageJob withoutFindings(StorageJob job) {
        return new StorageJob(
                job.id(),
                job.kind(),
                job.state(),
                job.done(),
                job.total(),
                job.unit(),
                job.message(),
                job.startedAt(),
                job.endedAt(),
                job.counts(),
                List.of(),
                job.found());
    }

    /** Asks one to end; NOT_FOUND. */
    public StorageJob cancel(UUID id) {
        var job = running.get(id);
        if (job != null) {
            job.cancel();
        }
        return job(id);
    }

    @Override
    public void start() {
        interruptAbandoned();
        started = true;
        var latch = new CountDownLatch(1);
        stopped = latch;
        Thread.ofVirtual().name("job-leases").start(() -> renew(latch));
    }

    private void interruptAbandoned() {
        int interrupted = store.interruptAbandoned(clock.instant());
        if (interrupted > 0) {
            LOG.warn("{} tasks were interrupted by the end of the process that ran them", interrupted);
        }
    }

    private void renew(CountDownLatch latch) {
        try {
            while (!latch.await(RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    renewAll();
                    interruptAbandoned();
                } catch (RuntimeException e) {
                    LOG.warn("leases of tasks could not be renewed; trying again in {}", RENEW_EVERY, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What another process has called interrupted, because this one was silent for too long, ends here as that. */
    void renewAll() {
        running.forEach((id, job) -> {
            if (!store.renew(id)) {
                job.interrupt();
            }
        });
    }

    @Override
    public void stop() {
        started = false;
        stopped.countDown();
        running.values().forEach(RunningJob::interrupt);
        for (var thread : threads.values()) {
            try {
                thread.join(ENDS_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
