package dev.cairn.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleRule;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Uploads that nobody completes go by the rules of their bucket, and in a week without. */
final class UploadExpiryTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T18:00:00Z");

    private final SpaceId ruled = new SpaceId(UUID.randomUUID());
    private final SpaceId free = new SpaceId(UUID.randomUUID());
    private final Map<SpaceId, Lifecycle> rules = new HashMap<>();
    private final List<UploadId> released = new ArrayList<>();
    private final JdbcUploadStore store = store();
    private Instant now = BEGUN;
    private final UploadExpiry expiry = new UploadExpiry(
            store,
            spaces -> spaces.stream()
                    .map(space -> rules.getOrDefault(space, new Lifecycle(List.of())))
                    .toList(),
            released::add,
            () -> now);

    private static JdbcUploadStore store() {
        var database = TestPostgres.newDatabase();
        Flyway.configure()
                .dataSource(database)
                .schemas("s3")
                .locations("classpath:db/s3")
                .load()
                .migrate();
        return new JdbcUploadStore(
                JdbcClient.create(database), JsonMapper.builder().build());
    }

    @Test
    void aRuleAbortsAtTheMidnightAfterItsDaysAndLetsGoOfTheBytes() {
        rules.put(ruled, rule(true, 1));
        var inPrefix = begin(ruled, "logs/a");
        var completed = begin(ruled, "logs/b");
        store.complete(completed.id(), "etag", BEGUN);
        var beside = begin(ruled, "log");
        var elsewhere = begin(free, "logs/a");

        now = Instant.parse("2026-03-02T23:59:59Z");
        assertThat(expiry.expire()).isEqualTo(1);
        assertThat(store.find(completed.id())).as("completed a day ago").isEmpty();
        assertThat(store.find(inPrefix.id())).isPresent();
        now = Instant.parse("2026-03-03T00:00:00Z");
        assertThat(expiry.expire()).isEqualTo(1);
        assertThat(store.find(inPrefix.id())).isEmpty();
        assertThat(released).containsExactly(inPrefix.hold());
        assertThat(store.find(beside.id())).isPresent();
        assertThat(store.find(elsewhere.id())).isPresent();

        now = BEGUN.plus(Duration.ofDays(7)).plusSeconds(1);
        assertThat(expiry.expire()).isEqualTo(2);
    }

    @Test
    void aRuleThatIsOffDoesNothing() {
        rules.put(ruled, rule(false, 1));
        var upload = begin(ruled, "logs/a");
        now = BEGUN.plus(Duration.ofDays(5));
        assertThat(expiry.expire()).isZero();
        assertThat(store.find(upload.id())).isPresent();
    }

    @Test
    void manyAreAborted() {
        rules.put(ruled, rule(true, 2));
        for (int i = 0; i < 205; i++) {
            begin(ruled, "logs/" + i);
        }
        now = BEGUN.plus(Duration.ofDays(3));
        assertThat(expiry.expire()).isEqualTo(205);
        assertThat(released).hasSize(205).doesNotHaveDuplicates();
    }

    @Test
    void anUploadFromBeforeThereWereHoldsGetsOneOfEverything() {
        var old = withoutHold();
        begin(free, "new");
        var held = new ArrayList<SpaceId>();
        var answers = new ArrayList<>(List.of(false, true));
        var uploads = new EarlierUploads(
                store,
                (space, account, days) -> {
                    assertThat(account).isEqualTo(old.initiator());
                    assertThat(days).isGreaterThan(7);
                    if (!answers.removeFirst()) {
                        throw new ProblemException(Problem.UNAVAILABLE, "not started yet");
                    }
                    held.add(space);
                    return new UploadId(UUID.randomUUID());
                },
                released::add);
        assertThat(uploads.hold()).isFalse();
        assertThat(uploads.hold()).isTrue();
        assertThat(held).containsExactly(ruled);
        assertThat(store.find(old.id()).orElseThrow().hold()).isNotNull();
        assertThat(uploads.hold()).as("nothing is left").isTrue();
        assertThat(released).isEmpty();
    }

    private PartialUpload withoutHold() {
        var like = begin(ruled, "old");
        var old = new PartialUpload(
                UUID.randomUUID(),
                like.space(),
                like.key(),
                like.initiator(),
                like.initiatorName(),
                like.attributes(),
                like.checksum(),
                like.fullObject(),
                like.created(),
                null,
                null);
        store.add(old);
        return old;
    }

    private static Lifecycle rule(boolean enabled, int days) {
        return new Lifecycle(List.of(new LifecycleRule("rule", enabled, "logs/", null, days)));
    }

    private PartialUpload begin(SpaceId space, String key) {
        var upload = new PartialUpload(
                UUID.randomUUID(),
                space,
                key,
                new AccountId(UUID.randomUUID()),
                "ann",
                Map.of(),
                null,
                false,
                BEGUN,
                new UploadId(UUID.randomUUID()),
                null);
        store.add(upload);
        return upload;
    }
}
