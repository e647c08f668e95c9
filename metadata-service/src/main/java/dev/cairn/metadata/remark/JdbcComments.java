package dev.cairn.metadata.remark;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.CommentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Comment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table comment. */
final class JdbcComments {
    private static final String SELECT =
            "SELECT id, text, author_id, author_name, created_at, position FROM metadata.comment WHERE space_id = ? AND node_id = ?";

    private final JdbcClient jdbc;

    JdbcComments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param position greater than those of all that were written before */
    record Placed(Comment comment, long position) {}

    /** Newest first. */
    List<Placed> before(SpaceId space, NodeId node, long position, int limit) {
        return jdbc.sql(SELECT + " AND position < ? ORDER BY position DESC LIMIT ?")
                .params(space.value(), node.value(), position, limit)
                .query((row, _) -> new Placed(comment(row), row.getLong("position")))
                .list();
    }

    Optional<Comment> find(SpaceId space, NodeId node, CommentId comment) {
        return jdbc.sql(SELECT + " AND id = ?")
                .params(space.value(), node.value(), comment.value())
                .query((row, _) -> comment(row))
                .optional();
    }

    int count(SpaceId space, NodeId node) {
        return jdbc.sql("SELECT count(*) FROM metadata.comment WHERE space_id = ? AND node_id = ?")
                .params(space.value(), node.value())
                .query(Integer.class)
                .single();
    }

    void insert(SpaceId space, NodeId node, Comment comment) {
        jdbc.sql("""
                        INSERT INTO metadata.comment (space_id, node_id, id, text, author_id, author_name, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        space.value(),
                        node.value(),
                        comment.id().value(),
                        comment.text(),
                        comment.author().value(),
                        comment.authorName(),
                        comment.created().atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(SpaceId space, NodeId node, CommentId comment) {
        jdbc.sql("DELETE FROM metadata.comment WHERE space_id = ? AND node_id = ? AND id = ?")
                .params(space.value(), node.value(), comment.value())
                .update();
    }

    private static Comment comment(ResultSet row) throws SQLException {
        return new Comment(
                new CommentId(row.getObject("id", UUID.class)),
                row.getString("text"),
                new AccountId(row.getObject("author_id", UUID.class)),
                row.getString("author_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
