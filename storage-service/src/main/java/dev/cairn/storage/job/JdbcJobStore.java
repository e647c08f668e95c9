package dev.cairn.storage.job;

import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageJob.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@code storage.jobs}. */
final class JdbcJobStore implements JobStore {
    private static final String LEASE_END = "now() + make_interval(secs => " + LEASE.toSeconds() + ")";

    private final Owner owner = Owner.here();
    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcJobStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean begin(UUID id, String kind, Map<String, String> options, Instant at, int keep) {
        jdbc.sql("""
                DELETE FROM storage.jobs WHERE state <> 'RUNNING' AND id NOT IN
                    (SELECT id FROM storage.jobs ORDER BY started DESC, id LIMIT ?)""").param(keep).update();
        try {
            jdbc.sql("INSERT INTO storage.jobs (id, kind, options, state, started, owner, lease)"
                            + " VALUES (?, ?, ?, 'RUNNING', ?, ?, " + LEASE_END + ")")
                    .params(id, kind, text(options), Timestamp.from(at), owner.toString())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public Optional<String> interruptedAt(String kind, Map<String, String> options) {
        return jdbc.sql("""
                SELECT CASE WHEN state = 'INTERRUPTED' THEN position END AS position FROM storage.jobs
                WHERE kind = ? AND options = ? ORDER BY started DESC, id LIMIT 1""")
                .params(kind, text(options))
                .query((row, _) -> Optional.ofNullable(row.getString("position")))
                .optional()
                .flatMap(position -> position);
    }

    @Override
    public void reached(UUID id, String position) {
        jdbc.sql("UPDATE storage.jobs SET position = ? WHERE id = ?")
                .params(position, id)
                .update();
    }

    @Override
    public void end(StorageJob job) {
        var ended = Objects.requireNonNull(job.endedAt(), "it has ended");
        jdbc.sql("UPDATE storage.jobs SET state = ?, ended = ?, told = ? WHERE id = ?")
                .params(job.state().name(), Timestamp.from(ended), json.writeValueAsString(job), job.id())
                .update();
    }

    @Override
    public boolean renew(UUID id) {
        return jdbc.sql("UPDATE storage.jobs SET lease = " + LEASE_END + " WHERE id = ? AND state = 'RUNNING'")
                        .param(id)
                        .update()
                == 1;
    }

    @Override
    public int interruptAbandoned(Instant at) {
        int interrupted = jdbc.sql("""
                        UPDATE storage.jobs SET state = 'INTERRUPTED', ended = ?
                        WHERE state = 'RUNNING' AND (lease IS NULL OR lease < now())""").param(Timestamp.from(at)).update();
        var running = jdbc.sql("SELECT DISTINCT owner FROM storage.jobs WHERE state = 'RUNNING'")
                .query(String.class)
                .list();
        for (var other : running) {
            if (Owner.parse(other).isKnownToBeGone()) {
                interrupted += jdbc.sql("UPDATE storage.jobs SET state = 'INTERRUPTED', ended = ?"
                                + " WHERE state = 'RUNNING' AND owner = ?")
                        .params(Timestamp.from(at), other)
                        .update();
            }
        }
        return interrupted;
    }

    @Override
    public Optional<StorageJob> find(UUID id) {
        return jdbc.sql("SELECT id, kind, state, started, ended, told FROM storage.jobs WHERE id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    @Override
    public List<StorageJob> newest(int limit) {
        return jdbc.sql("""
                SELECT id, kind, state, started, ended, (told::jsonb || '{"findings": []}')::text AS told
                FROM storage.jobs ORDER BY started DESC, id LIMIT ?""").param(limit).query((row, _) -> read(row)).list();
    }

    private StorageJob read(ResultSet row) throws SQLException {
        var told = row.getString("told");
        if (told != null) {
            return json.readValue(told, StorageJob.class);
        }
        var ended = row.getTimestamp("ended");
        return JobStore.untold(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("started").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private String text(Map<String, String> options) {
        return json.writeValueAsString(new TreeMap<>(options));
    }
}
