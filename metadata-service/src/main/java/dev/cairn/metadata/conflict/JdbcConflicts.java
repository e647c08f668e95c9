package dev.cairn.metadata.conflict;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table conflict. */
final class JdbcConflicts {
    private static final String COLUMNS =
            "copy_id, original_id, base, device, device_id, author_id, author_name, made_at";

    private final JdbcClient jdbc;

    JdbcConflicts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those after a copy's id, by the ids of the copies. */
    List<NotedConflict> after(SpaceId space, @Nullable NodeId after, int limit) {
        var least = after == null ? new UUID(0, 0) : after.value();
        return jdbc.sql("SELECT " + COLUMNS + " FROM metadata.conflict WHERE space_id = ? AND copy_id > ?"
                        + " ORDER BY copy_id LIMIT ?")
                .param(space.value())
                .param(least)
                .param(limit)
                .query((row, _) -> conflict(row))
                .list();
    }

    /** Forgets one; what it was. Part of the caller's transaction, which holds the space. */
    Optional<NotedConflict> remove(SpaceId space, NodeId copy) {
        return jdbc.sql("DELETE FROM metadata.conflict WHERE space_id = ? AND copy_id = ? RETURNING " + COLUMNS)
                .param(space.value())
                .param(copy.value())
                .query((row, _) -> conflict(row))
                .optional();
    }

    private static NotedConflict conflict(ResultSet row) throws SQLException {
        var base = row.getObject("base", UUID.class);
        var device = row.getObject("device_id", UUID.class);
        return new NotedConflict(
                new NodeId(row.getObject("copy_id", UUID.class)),
                new NodeId(row.getObject("original_id", UUID.class)),
                base == null ? null : new VersionId(base),
                row.getString("device"),
                device == null ? null : new DeviceId(device),
                new AccountId(row.getObject("author_id", UUID.class)),
                row.getString("author_name"),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }
}
