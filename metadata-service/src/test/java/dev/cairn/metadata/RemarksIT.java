package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.metadata.Comment;
import dev.cairn.contracts.metadata.CommentApi;
import dev.cairn.contracts.metadata.FavouriteApi;
import dev.cairn.contracts.metadata.NewComment;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What people add to nodes for people. */
final class RemarksIT {
    private static final Service SERVICE = new Service();
    private static final CommentApi COMMENTS = SERVICE.bean(CommentApi.class);
    private static final FavouriteApi FAVOURITES = SERVICE.bean(FavouriteApi.class);
    private static int made;

    private final Service.User owner = SERVICE.user("remark-owner" + made++);
    private final Space space =
            owner.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Remarks " + made++, null)));
    private final Node.File file = owner.doneFile(space, SERVICE.path("folder/plan.txt", "p"));

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void commentsStayWithTheirFileAndPagesTogetherAreAllOfThem() {
        var written = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            written.addFirst(
                    comment(owner, file, "remark " + i + " \ud83d\uddff").text());
        }
        owner.applied(space, SERVICE.move(file.id(), space.root(), "moved.txt"));
        var read = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var from = after;
            var page = owner.call(() -> COMMENTS.comments(space.id(), file.id(), from, 3));
            page.comments().stream().map(Comment::text).forEach(read::add);
            after = page.next();
        } while (after != null);
        assertThat(read).isEqualTo(written);

        var cursor = owner.call(() -> SERVICE.spaces.space(space.slug())).cursor();
        comment(owner, file, "one more");
        assertThat(owner.call(() -> SERVICE.spaces.space(space.slug())).cursor())
                .as("devices hear nothing of it")
                .isEqualTo(cursor);

        owner.applied(space, SERVICE.delete(file.id()));
        assertProblem(Problem.NOT_FOUND, () -> comment(owner, file, "too late"));
        owner.call(() -> SERVICE.nodes.restore(space.id(), file.id()));
        assertThat(owner.call(() -> COMMENTS.comments(space.id(), file.id(), null, 50))
                        .comments())
                .hasSize(8);
        owner.applied(space, SERVICE.delete(file.id()));
        owner.call(() -> {
            SERVICE.nodes.purge(space.id(), file.id());
            return true;
        });
    }

    @Test
    void authorsAndManagersDeleteComments() {
        var writer = member(SpaceRole.COMMENTER);
        var other = member(SpaceRole.COMMENTER);
        var first = comment(writer, file, "mine");
        assertProblem(Problem.FORBIDDEN, () -> delete(other, first));
        delete(writer, first);
        assertProblem(Problem.NOT_FOUND, () -> delete(writer, first));
        var second = comment(writer, file, "mine again");
        owner.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(writer.caller.name(), SpaceRole.VIEWER)));
        assertProblem(Problem.FORBIDDEN, () -> comment(writer, file, "no more"));
        delete(owner, second);
        assertProblem(Problem.FORBIDDEN, () -> comment(member(SpaceRole.UPLOADER), file, "unseen"));
    }

    @Test
    void badCommentsAreRefused() {
        for (var bad : List.of("", " \n", "a\0", "\ud800", "x".repeat(4001))) {
            assertProblem(Problem.INVALID_REQUEST, () -> comment(owner, file, bad));
        }
        assertThat(comment(owner, file, "x".repeat(4000)).text()).hasSize(4000);
        assertThat(comment(owner, file, "\ud83d\uddff".repeat(2000)).text()).hasSize(4000);
        assertProblem(
                Problem.INVALID_REQUEST, () -> owner.call(() -> COMMENTS.comments(space.id(), file.id(), "x", 10)));
        for (int limit : new int[] {0, 201}) {
            assertProblem(
                    Problem.INVALID_REQUEST,
                    () -> owner.call(() -> COMMENTS.comments(space.id(), file.id(), null, limit)));
        }
    }

    @Test
    void favouritesAreAPersonsOwnAndFollowTheirNodes() {
        var reader = member(SpaceRole.VIEWER);
        var folder = owner.done(space, SERVICE.folder(space.root(), "later"));
        mark(reader, file);
        mark(reader, folder);
        mark(reader, file);
        owner.applied(space, SERVICE.move(file.id(), folder.id(), "plan B.txt"));
        assertThat(paths(reader)).containsExactlyInAnyOrder("later", "later/plan B.txt");
        assertThat(paths(owner)).isEmpty();

        owner.applied(space, SERVICE.delete(folder.id()));
        assertThat(paths(reader)).isEmpty();
        owner.call(() -> SERVICE.nodes.restore(space.id(), folder.id()));
        assertThat(paths(reader)).hasSize(2);

        owner.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(reader.caller.name(), SpaceRole.UPLOADER)));
        assertThat(paths(reader)).isEmpty();
        owner.call(() -> {
            SERVICE.spaces.removeMember(space.id(), reader.caller.account());
            return true;
        });
        assertThat(paths(reader)).isEmpty();
        owner.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(reader.caller.name(), SpaceRole.VIEWER)));
        reader.call(() -> {
            FAVOURITES.remove(space.id(), folder.id());
            return true;
        });
        assertThat(paths(reader)).containsExactly("later/plan B.txt");
    }

    private Service.User member(SpaceRole role) {
        var user = SERVICE.user("remark-" + role + made++);
        owner.call(() -> SERVICE.spaces.addMember(space.id(), new NewMember(user.caller.name(), role)));
        return user;
    }

    private Comment comment(Service.User by, Node node, String text) {
        return by.call(() -> COMMENTS.add(space.id(), node.id(), new NewComment(text)));
    }

    private void delete(Service.User by, Comment comment) {
        by.call(() -> {
            COMMENTS.delete(space.id(), file.id(), comment.id());
            return true;
        });
    }

    private void mark(Service.User by, Node node) {
        by.call(() -> {
            FAVOURITES.add(space.id(), node.id());
            return true;
        });
    }

    private static List<String> paths(Service.User reader) {
        return reader.call(FAVOURITES::favourites).stream()
                .map(favourite -> favourite.place().path())
                .toList();
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
