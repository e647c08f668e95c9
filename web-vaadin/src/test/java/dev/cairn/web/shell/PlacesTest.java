package dev.cairn.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.web.WebWorld;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final WebWorld world = new WebWorld();
    private final SignedIn ben =
            new SignedIn(() -> new SignedIn.Proof(FakeCallers.named("ben"), WebWorld.NOW.plusSeconds(600)));

    private Space seen(SignedIn person, Space space) {
        return person.call(() -> world.tree.spaces()).stream()
                .filter(other -> other.id().equals(space.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePersonalSpaceOfSomebodyElseIsCalledByItsOwner() {
        var mine = world.ann.call(() -> world.tree.space(Places.PERSONAL));
        assertThat(Places.name(mine)).isEqualTo("My files");
        assertThat(Places.files(mine)).isEqualTo("files/personal");

        // Whoever has been seen has an account.
        ben.call(() -> world.tree.space(Places.PERSONAL));
        world.ann.call(() -> world.tree.addMember(mine.id(), new NewMember("ben", SpaceRole.MANAGER)));
        var shared = seen(ben, mine);
        assertThat(Places.name(shared)).isEqualTo("ann’s files");
        assertThat(Places.files(shared)).isEqualTo("files/" + mine.slug());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        world.ann.call(() -> world.tree.addMember(mine.id(), new NewMember("ben", SpaceRole.OWNER))));
    }
}
