package dev.cairn.metadata.remark;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table favourite. */
final class JdbcFavourites {
    private final JdbcClient jdbc;

    JdbcFavourites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What somebody marked; it may be deleted. */
    record Marked(SpaceId space, NodeId node, Instant since) {}

    /** Those of an account in spaces that it reads, newest first. The rights are part of the query. */
    List<Marked> of(AccountId account, int limit) {
        return jdbc.sql("""
                        SELECT f.space_id, f.node_id, f.added_at FROM metadata.favourite f
                        JOIN metadata.member m ON m.space_id = f.space_id AND m.account_id = f.account_id AND m.role <> 'UPLOADER'
                        WHERE f.account_id = ? ORDER BY f.added_at DESC, f.node_id LIMIT ?""")
                .params(account.value(), limit)
                .query((row, _) -> new Marked(
                        new SpaceId(row.getObject("space_id", UUID.class)),
                        new NodeId(row.getObject("node_id", UUID.class)),
                        row.getObject("added_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Of all spaces, also of those that the account reads no more: it may read them again. */
    int count(AccountId account) {
        return jdbc.sql("SELECT count(*) FROM metadata.favourite WHERE account_id = ?")
                .param(account.value())
                .query(Integer.class)
                .single();
    }

    void insert(SpaceId space, NodeId node, AccountId account, Instant at) {
        jdbc.sql("""
                        INSERT INTO metadata.favourite (space_id, node_id, account_id, added_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING""")
                .params(space.value(), node.value(), account.value(), at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(SpaceId space, NodeId node, AccountId account) {
        jdbc.sql("DELETE FROM metadata.favourite WHERE space_id = ? AND node_id = ? AND account_id = ?")
                .params(space.value(), node.value(), account.value())
                .update();
    }
}
