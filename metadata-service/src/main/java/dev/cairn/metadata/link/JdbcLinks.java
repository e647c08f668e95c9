package dev.cairn.metadata.link;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table link. */
final class JdbcLinks {
    private static final String SELECT = """
            SELECT l.id, l.space_id, l.node_id, n.name, l.password, l.expires_at, l.created_at, l.created_by,
                l.created_by_name, m.role, l.downloads
            FROM metadata.link l JOIN metadata.node n ON n.space_id = l.space_id AND n.id = l.node_id
            LEFT JOIN metadata.member m ON m.space_id = l.space_id AND m.account_id = l.created_by
            """;

    private final JdbcClient jdbc;

    JdbcLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    List<Link> of(SpaceId space, @Nullable NodeId node, int limit) {
        return jdbc.sql(SELECT + """
                        WHERE l.space_id = ? AND (?::uuid IS NULL OR l.node_id = ?) ORDER BY l.created_at DESC, l.id DESC LIMIT ?""")
                .param(space.value())
                .param(node == null ? null : node.value())
                .param(node == null ? null : node.value())
                .param(limit)
                .query((row, _) -> link(row))
                .list();
    }

    /** The link of a token. Only the bearer knows the token, so this is the one look-up that begins without a space. */
    Optional<Link> byToken(byte[] tokenHash) {
        return jdbc.sql(SELECT + "WHERE l.token_hash = ?")
                .param(tokenHash)
                .query((row, _) -> link(row))
                .optional();
    }

    void insert(Link link, byte[] tokenHash) {
        jdbc.sql("""
                        INSERT INTO metadata.link (space_id, id, node_id, token_hash, password, expires_at, created_at, created_by,
                            created_by_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(link.space().value())
                .param(link.id().value())
                .param(link.node().value())
                .param(tokenHash)
                .param(link.password())
                .param(link.expires() == null ? null : link.expires().atOffset(ZoneOffset.UTC))
                .param(link.created().atOffset(ZoneOffset.UTC))
                .param(link.maker().value())
                .param(link.createdBy())
                .update();
    }

    /** Whether there was one. */
    boolean delete(SpaceId space, LinkId link) {
        return jdbc.sql("DELETE FROM metadata.link WHERE space_id = ? AND id = ?")
                        .param(space.value())
                        .param(link.value())
                        .update()
                > 0;
    }

    void countDownload(SpaceId space, LinkId link) {
        jdbc.sql("UPDATE metadata.link SET downloads = downloads + 1 WHERE space_id = ? AND id = ?")
                .param(space.value())
                .param(link.value())
                .update();
    }

    private static Link link(ResultSet row) throws SQLException {
        var expires = row.getObject("expires_at", OffsetDateTime.class);
        var role = row.getString("role");
        return new Link(
                new LinkId(row.getObject("id", UUID.class)),
                new SpaceId(row.getObject("space_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                row.getString("name"),
                row.getString("password"),
                expires == null ? null : expires.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new AccountId(row.getObject("created_by", UUID.class)),
                row.getString("created_by_name"),
                role == null ? null : SpaceRole.valueOf(role),
                row.getLong("downloads"));
    }
}
