package dev.cairn.metadata.remark;

import dev.cairn.contracts.id.CommentId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Comment;
import dev.cairn.contracts.metadata.CommentApi;
import dev.cairn.contracts.metadata.CommentPage;
import dev.cairn.contracts.metadata.NewComment;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.node.Paging;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.RestController;

/** Comments over HTTP and in process. Whoever writes holds the space: a role that was taken does not count, and the node stays. */
@RestController
final class Comments implements CommentApi {
    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final Nodes nodes;
    private final JdbcComments comments;
    private final InstantSource clock;
    private final Ids ids;

    Comments(
            TransactionOperations transactions,
            SpaceGate gate,
            Nodes nodes,
            JdbcComments comments,
            InstantSource clock,
            Ids ids) {
        this.transactions = transactions;
        this.gate = gate;
        this.nodes = nodes;
        this.comments = comments;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public CommentPage comments(SpaceId space, NodeId node, @Nullable String after, int limit) {
        gate.enter(space, SpaceRole.VIEWER);
        int size = Paging.limit(limit, PAGE_MAX);
        nodes.find(space, node);
        var found = comments.before(space, node, position(after), size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        return new CommentPage(
                page.stream().map(JdbcComments.Placed::comment).toList(),
                found.size() > size ? Long.toString(page.getLast().position()) : null);
    }

    private static long position(@Nullable String after) {
        try {
            return after == null ? Long.MAX_VALUE : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("after", "This is not a \"next\" of ours");
        }
    }

    @Override
    public Comment add(SpaceId space, NodeId node, NewComment wanted) {
        var text = checked(wanted.text());
        return Objects.requireNonNull(transactions.execute(_ -> {
            var caller = gate.lock(space, SpaceRole.COMMENTER).caller();
            nodes.find(space, node);
            if (comments.count(space, node) >= COMMENTS_MAX) {
                throw new ProblemException(Problem.TOO_LARGE, "There are at most " + COMMENTS_MAX + " comments on one");
            }
            var comment =
                    new Comment(new CommentId(ids.next()), text, caller.account(), caller.name(), clock.instant());
            comments.insert(space, node, comment);
            return comment;
        }));
    }

    @Override
    public void delete(SpaceId space, NodeId node, CommentId comment) {
        transactions.executeWithoutResult(_ -> {
            var access = gate.lock(space, SpaceRole.VIEWER);
            nodes.find(space, node);
            var found = comments.find(space, node, comment).orElseThrow(() -> ProblemException.notFound("The comment"));
            boolean own = found.author().equals(access.caller().account());
            if (!own && !access.role().includes(SpaceRole.MANAGER)) {
                throw new ProblemException(Problem.FORBIDDEN, "Only managers delete the comments of others");
            }
            comments.delete(space, node, comment);
        });
    }

    private static String checked(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > Comment.TEXT_LENGTH_MAX) {
            throw ProblemException.invalid("text", "A comment has 1 to " + Comment.TEXT_LENGTH_MAX + " characters");
        }
        return Paging.text(text, "text");
    }
}
