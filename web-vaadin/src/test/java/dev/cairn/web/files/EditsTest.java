package dev.cairn.web.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.WebWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditsTest {
    private final WebWorld world = new WebWorld();
    private final Edits edits = new Edits(world.tree, world.ids, world.clock);
    private final NodeId root = world.space.root();

    @Test
    void aTakenNameIsAProblemOfTheOneEdit() {
        edits.createFolder(world.ann, world.space.id(), root, "a");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> edits.createFolder(world.ann, world.space.id(), root, "a"))
                .matches(e -> e.problem() == Problem.NAME_TAKEN);
        assertThat(world.names(root)).containsExactly("a");
    }

    @Test
    void ofManyMovedThoseThatCannotAreTold() {
        var target = world.folder(root, "target");
        world.file(target.id(), "taken", "there");
        List<Node> moved = List.of(world.file(root, "free", "1"), world.file(root, "taken", "2"), target);

        var refused = edits.move(world.ann, world.space.id(), moved, target.id());

        assertThat(refused).extracting(refusal -> refusal.node().name()).containsExactly("taken", "target");
        assertThat(refused)
                .extracting(refusal -> refusal.problem().problem())
                .containsExactly(Problem.NAME_TAKEN, Problem.WOULD_CYCLE);
        assertThat(world.names(root)).containsExactlyInAnyOrder("target", "taken");
        assertThat(world.names(target.id())).containsExactlyInAnyOrder("free", "taken");
    }

    @Test
    void aFileThatWasEditedSinceItWasShownIsNotDeleted() {
        var file = world.file(root, "report", "as shown");
        world.edit(file, "edited meanwhile");

        var refused = edits.delete(world.ann, world.space.id(), List.of(file));

        assertThat(refused).extracting(refusal -> refusal.problem().problem()).containsExactly(Problem.STALE_BASE);
        assertThat(world.names(root)).containsExactly("report");
    }

    @Test
    void moreThanOneRequestHoldsAreDoneInSeveral() {
        var all = new ArrayList<Node>();
        for (int i = 0; i < dev.cairn.contracts.metadata.Operations.MAX + 1; i++) {
            all.add(world.folder(root, "f" + i));
        }
        assertThat(edits.delete(world.ann, world.space.id(), all)).isEmpty();
        assertThat(world.names(root)).isEmpty();
    }
}
