package dev.cairn.web.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.WebWorld;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadPlannerTest {
    private final WebWorld world = new WebWorld();
    private final UploadPlanner planner = new UploadPlanner(world.tree, world.ids, world.clock);
    private final NodeId root = world.space.root();

    private UploadPlan plan(String... paths) {
        return planner.plan(world.ann, world.space.id(), root, List.of(paths));
    }

    @Test
    void makesTheFoldersThatAreMissingOnce() {
        var there = world.folder(root, "Trip");

        var files = plan("Trip/day 1/a", "Trip/day 1/b", "Trip/c", "d").files();

        assertThat(files).extracting(UploadPlan.Entry::name).containsExactly("a", "b", "c", "d");
        assertThat(files).noneMatch(UploadPlan.Entry::exists);
        assertThat(files.get(0).parent()).isEqualTo(files.get(1).parent());
        assertThat(files.get(2).parent()).isEqualTo(there.id().toString());
        assertThat(files.get(3).parent()).isEqualTo(root.toString());
        assertThat(world.names(root)).containsExactly("Trip");
        assertThat(world.names(there.id())).containsExactly("day 1");
    }

    @Test
    void tellsWhichNamesAreTakenAndByWhat() {
        var folder = world.folder(root, "f");
        world.file(folder.id(), "file", "text");
        world.folder(folder.id(), "sub");

        var files = plan("f/file", "f/sub", "f/free").files();

        assertThat(files).extracting(UploadPlan.Entry::exists).containsExactly(true, true, false);
        assertThat(files).extracting(UploadPlan.Entry::folder).containsExactly(false, true, false);
    }

    @Test
    void aFileWhereAFolderIsWantedIsSaidByName() {
        world.file(root, "notes", "text");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> plan("notes/a"))
                .withMessageContaining("“notes”");
    }

    @Test
    void refusesTooManyAndTooDeep() {
        var many = Collections.nCopies(UploadPlanner.FILES_MAX + 1, "a").toArray(String[]::new);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> plan(many))
                .matches(e -> e.problem() == Problem.INVALID_REQUEST);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> plan("d/".repeat(100) + "a"))
                .matches(e -> e.problem() == Problem.INVALID_REQUEST);
        assertThat(world.names(root)).isEmpty();
    }
}
