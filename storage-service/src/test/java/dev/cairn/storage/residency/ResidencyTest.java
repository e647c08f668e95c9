package dev.cairn.storage.residency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.AllowedRegions;
import dev.cairn.contracts.storage.SpaceResidency;
import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.pack.PackId;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.server.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ResidencyTest {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final Region EU = new Region("eu");
    private static final Region US = new Region("us");

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final SpaceId space = new SpaceId(UUID.randomUUID());
    private final Residency residency = residency(Set.of(EU, US));

    @BeforeAll
    static void migrate() {
        StorageSchema.migrate(DATABASE);
    }

    private Residency residency(Set<Region> regions) {
        return new Residency(Regions.of(regions, EU), new JdbcResidencyStore(jdbc));
    }

    private static void assertProblem(Problem problem, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    private void chunkIn(Optional<Region> region) {
        jdbc.sql("INSERT INTO storage.chunks (space, id, pack, position, bytes, plain_bytes, created)"
                        + " VALUES (?, ?, ?, 0, 1, 1, now())")
                .params(
                        space.value(),
                        PackId.in(region, UUID.randomUUID()).toString().getBytes(StandardCharsets.US_ASCII),
                        PackId.in(region, UUID.randomUUID()).value())
                .update();
    }

    @Test
    void aSpaceOfWhichNothingWasSaidIsAtHome() {
        assertThat(residency.regionOf(space)).contains(EU);
        assertThat(residency.look(space)).isEqualTo(new SpaceResidency(List.of("eu"), 0));
    }

    @Test
    void newBytesGoToTheFirstRegionThatIsAllowed() {
        var api = new ResidencyController(residency);
        Callers.run(FakeCallers.admin("root"), () -> {
            api.allow(space, new AllowedRegions(List.of("us", "eu")));
            assertThat(residency.regionOf(space)).contains(US);
            assertThat(api.allow(space, new AllowedRegions(List.of("eu"))).regions())
                    .containsExactly("eu");
            assertThat(residency.regionOf(space)).contains(EU);
            assertThat(api.look(space).regions()).containsExactly("eu");
        });
    }

    @Test
    void onlyAdministratorsSayWhereBytesMayBe() {
        var api = new ResidencyController(residency);
        Callers.run(FakeCallers.named("ann"), () -> {
            assertProblem(Problem.FORBIDDEN, () -> api.look(space));
            assertProblem(Problem.FORBIDDEN, () -> api.allow(space, new AllowedRegions(List.of("us"))));
        });
        assertThat(residency.regionOf(space)).contains(EU);
    }

    @Test
    void aRegionThatLostItsStoreIsReplacedByAnotherAllowedOneOnly() {
        residency.allow(space, List.of("us", "eu"));
        assertThat(residency(Set.of(EU)).regionOf(space)).contains(EU);
        residency.allow(space, List.of("us"));
        assertProblem(Problem.UNAVAILABLE, () -> residency(Set.of(EU)).regionOf(space));
    }

    @Test
    void refusesWhatIsNoRegion() {
        for (var wrong : List.of(List.<String>of(), List.of("EU"), List.of("ch"), List.of("eu", "ch"))) {
            assertProblem(Problem.INVALID_REQUEST, () -> residency.allow(space, wrong));
        }
        assertThat(residency.look(space).regions()).containsExactly("eu");
    }

    @Test
    void tellsWhatWasStoredElsewhereBefore() {
        chunkIn(Optional.of(EU));
        chunkIn(Optional.of(US));
        chunkIn(Optional.empty());
        assertThat(residency.look(space).packsOutside()).isEqualTo(1);
        residency.allow(space, List.of("us"));
        assertThat(residency.look(space).packsOutside()).isEqualTo(2);
        residency.allow(space, List.of("us", "eu"));
        assertThat(residency.look(space).packsOutside()).isZero();
    }

    @Test
    void whereStoresAreNotRoutedNothingIsChosen() {
        var none = new Residency(Regions.NONE, new JdbcResidencyStore(jdbc));
        assertThat(none.regionOf(space)).isEmpty();
        assertThat(none.look(space)).isEqualTo(new SpaceResidency(List.of(), 0));
        assertProblem(Problem.CONFLICT, () -> none.allow(space, List.of("eu")));
    }
}
