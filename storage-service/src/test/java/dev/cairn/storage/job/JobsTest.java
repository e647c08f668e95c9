package dev.cairn.storage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.contracts.storage.NewStorageJob;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageJob.State;
import dev.cairn.storage.StorageSchema;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class JobsTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Steps steps = new Steps();
    private Jobs jobs = jobs();

    /** Does what the test tells it to, one step at a time. */
    private static final class Steps implements Task {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> came = new LinkedBlockingQueue<>();

        @Override
        public String kind() {
            return "steps";
        }

        @Override
        public Set<String> options() {
            return Set.of("fast");
        }

        @Override
        public String run(Map<String, String> options, Progress progress) {
            came.add("from " + progress.resumed().orElse("the beginning"));
            progress.begin(10, "steps", "stepping");
            try {
                while (true) {
                    progress.checkpoint();
                    var step = told.take();
                    switch (step) {
                        case "end" -> {
                            return "all steps done";
                        }
                        case "fail" -> throw new IllegalStateException("a step too far");
                        case "find" -> progress.found(new Finding(Finding.Kind.PACK, "pack/00", "is odd"));
                        default -> {
                            progress.advance(1);
                            progress.count("steps", 1);
                            progress.reached(step);
                        }
                    }
                    came.add(step);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void begin() {
        StorageSchema.migrate(DATABASE);
        JdbcClient.create(DATABASE).sql("DELETE FROM storage.jobs").update();
        jobs.start();
    }

    @AfterEach
    void end() {
        jobs.running().forEach(job -> jobs.cancel(job.id()));
        steps.told.add("cancelled");
        jobs.stop();
    }

    private Jobs jobs() {
        var store = new JdbcJobStore(JdbcClient.create(DATABASE), JsonMapper.shared());
        return new Jobs(List.of(steps), store, new JobMetrics(() -> meters), InstantSource.system());
    }

    private StorageJob start() throws InterruptedException {
        var job = jobs.start(new NewStorageJob("steps", Map.of()));
        assertThat(steps.came.take()).isEqualTo("from the beginning");
        return job;
    }

    private void tell(String step) throws InterruptedException {
        steps.told.add(step);
        assertThat(steps.came.take()).isEqualTo(step);
    }

    private StorageJob ended(UUID id) {
        Await.until("the end of the job", () -> jobs.job(id).state() != State.RUNNING);
        return jobs.job(id);
    }

    @Test
    void isWatchedWhileItRunsAndToldWhenItHasEnded() throws InterruptedException {
        var job = start();
        tell("1");
        tell("2");
        tell("find");
        assertThat(jobs.job(job.id()))
                .returns(2L, StorageJob::done)
                .returns(10L, StorageJob::total)
                .returns("stepping", StorageJob::message)
                .returns(1L, StorageJob::found);
        steps.told.add("end");
        var ended = ended(job.id());
        assertThat(ended).returns(State.DONE, StorageJob::state).returns("all steps done", StorageJob::message);
        assertThat(ended.findings()).containsExactly(new Finding(Finding.Kind.PACK, "pack/00", "is odd"));
        assertThat(ended.counts()).containsEntry("steps", 2L);
        assertThat(jobs.newest()).singleElement().satisfies(told -> {
            assertThat(told.id()).isEqualTo(job.id());
            assertThat(told.findings()).isEmpty();
            assertThat(told.found()).isOne();
        });
        assertThat(meters.get("cairn.storage.job")
                        .tag("outcome", "done")
                        .timer()
                        .count())
                .isOne();
        assertThat(meters.get("cairn.storage.job.found").counter().count()).isOne();
    }

    @Test
    void runsOneOfAKindAtATime() throws InterruptedException {
        start();
        assertProblem(Problem.CONFLICT, new NewStorageJob("steps", Map.of()));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertProblem(Problem.INVALID_REQUEST, new NewStorageJob("dance", Map.of()));
        assertProblem(Problem.INVALID_REQUEST, new NewStorageJob("steps", Map.of("slow", "yes")));
        assertThat(jobs.newest()).isEmpty();
    }

    private void assertProblem(Problem problem, NewStorageJob job) {
        assertThatThrownBy(() -> jobs.start(job))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void endsWhenAskedTo() throws InterruptedException {
        var job = start();
        jobs.cancel(job.id());
        steps.told.add("1");
        assertThat(ended(job.id()).state()).isEqualTo(State.CANCELLED);
        // It may have taken the step before it saw that it should end.
        steps.came.clear();
        start();
    }

    @Test
    void saysWhyItFailed() throws InterruptedException {
        var job = start();
        steps.told.add("fail");
        assertThat(ended(job.id()))
                .returns(State.FAILED, StorageJob::state)
                .returns("a step too far", StorageJob::message);
    }

    @Test
    void isInterruptedByTheEndOfTheProcessAndGoesOnWhereItWas() throws InterruptedException {
        var job = start();
        tell("place 7");
        var stopping = Thread.ofVirtual().start(jobs::stop);
        Await.until("no more jobs", () -> !jobs.isRunning());
        steps.told.add("place 8");
        stopping.join();
        jobs = jobs();
        jobs.start();
        assertThat(ended(job.id()).state()).isEqualTo(State.INTERRUPTED);
        steps.came.clear();
        jobs.start(new NewStorageJob("steps", Map.of()));
        assertThat(steps.came.take()).isEqualTo("from place 7");
    }

    @Test
    void isSaidInterruptedByTheProcessAfterOneThatWasKilled() {
        JdbcClient.create(DATABASE)
                .sql("INSERT INTO storage.jobs VALUES (gen_random_uuid(), 'steps', '{}', 'RUNNING', 'place 3', now())")
                .update();
        jobs = jobs();
        jobs.start();
        assertThat(jobs.newest()).singleElement().returns(State.INTERRUPTED, StorageJob::state);
    }

    private void running(String owner, String lease) {
        JdbcClient.create(DATABASE)
                .sql(
                        "INSERT INTO storage.jobs VALUES (gen_random_uuid(), 'steps', '{}', 'RUNNING', 'place 3', now(), NULL, NULL, ?, "
                                + lease + ")")
                .param(owner)
                .update();
    }

    @Test
    void aTaskOfAnotherProcessGoesOnWhileItsLeaseLasts() {
        running(new Owner("another.host", 1, 1).toString(), "now() + interval '1 minute'");
        jobs = jobs();
        jobs.start();
        assertThat(jobs.newest()).singleElement().returns(State.RUNNING, StorageJob::state);
        assertProblem(Problem.CONFLICT, new NewStorageJob("steps", Map.of()));
        JdbcClient.create(DATABASE)
                .sql("UPDATE storage.jobs SET lease = now() - interval '1 second'")
                .update();
        jobs = jobs();
        jobs.start();
        assertThat(jobs.newest()).singleElement().returns(State.INTERRUPTED, StorageJob::state);
    }

    @Test
    void aTaskOfAProcessOfThisHostThatIsGoneIsInterruptedAtOnce() {
        var here = Owner.here();
        running(
                new Owner(here.host(), here.process(), here.startedMillis() - 1).toString(),
                "now() + interval '1 minute'");
        jobs = jobs();
        jobs.start();
        assertThat(jobs.newest()).singleElement().returns(State.INTERRUPTED, StorageJob::state);
    }

    @Test
    void aProcessThatWasTakenForDeadEndsItsTask() throws InterruptedException {
        var job = start();
        jobs.renewAll();
        tell("1");
        JdbcClient.create(DATABASE)
                .sql("UPDATE storage.jobs SET state = 'INTERRUPTED'")
                .update();
        jobs.renewAll();
        steps.told.add("2");
        assertThat(ended(job.id()).state()).isEqualTo(State.INTERRUPTED);
    }
}
