package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.gc.Round.Outcome;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The columns of {@code storage.chunks} and {@code storage.manifests} that say who needs a record, and {@code storage.collection}.
 * Rows are locked in the order of their ids, as everybody does who changes several; a condition on a row is looked at again after
 * waiting for it (READ COMMITTED).
 */
final class JdbcCollectionStore implements CollectionStore {
    private static final byte[] BEFORE_ALL = {};
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    JdbcCollectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<SpaceId> spaces(@Nullable SpaceId after, int limit) {
        return jdbc.sql("""
                        SELECT space FROM storage.domain_keys WHERE space > :after
                        UNION SELECT space FROM storage.destroyed_keys d WHERE space > :after
                            AND (EXISTS (SELECT FROM storage.chunks c WHERE c.space = d.space)
                                OR EXISTS (SELECT FROM storage.manifests m WHERE m.space = d.space))
                        ORDER BY space LIMIT :limit""")
                .param("after", after == null ? FIRST : after.value())
                .param("limit", limit)
                .query((row, _) -> new SpaceId(row.getObject(1, UUID.class)))
                .list();
    }

    @Override
    public long spaceCount() {
        return jdbc.sql("SELECT count(DISTINCT space) FROM storage.domain_keys")
                .query(Long.class)
                .single();
    }

    @Override
    public SpaceState state(SpaceId space) {
        return jdbc.sql("""
                        SELECT coalesce(c.epoch, 0) AS epoch, coalesce(c.released, -1) AS released,
                            extract(epoch FROM now() - c.completed)::bigint AS seconds,
                            EXISTS (SELECT FROM storage.chunks WHERE space = s.id AND state = 'CONDEMNED')
                            OR EXISTS (SELECT FROM storage.manifests WHERE space = s.id AND state = 'CONDEMNED') AS condemned,
                            coalesce(c.repinning, false) AS repinning, c.outcome IS NOT NULL AS troubled,
                            coalesce(c.retry > now(), false) AS waiting,
                            EXISTS (SELECT FROM storage.destroyed_keys WHERE space = s.id) AS destroyed
                        FROM (SELECT CAST(? AS uuid) AS id) s LEFT JOIN storage.collection c ON c.space = s.id""")
                .param(space.value())
                .query((row, _) -> {
                    var seconds = row.getObject("seconds", Long.class);
                    return new SpaceState(
                            row.getLong("epoch"),
                            row.getLong("released"),
                            seconds == null ? null : Duration.ofSeconds(seconds),
                            row.getBoolean("condemned"),
                            row.getBoolean("repinning"),
                            row.getBoolean("troubled"),
                            row.getBoolean("waiting"),
                            row.getBoolean("destroyed"));
                })
                .single();
    }

    @Override
    public long advance(SpaceId space) {
        return jdbc.sql("""
                        INSERT INTO storage.collection AS c (space, epoch) VALUES (?, 1)
                        ON CONFLICT (space) DO UPDATE SET epoch = c.epoch + 1 RETURNING epoch""").param(space.value()).query(Long.class).single();
    }

    @Override
    public void raise(SpaceId space, long epoch) {
        jdbc.sql("UPDATE storage.collection SET epoch = greatest(epoch, ?), repinning = true WHERE space = ?")
                .params(epoch, space.value())
                .update();
    }

    @Override
    public @Nullable KeyedId repin(SpaceId space, RecordKind kind, @Nullable KeyedId after, int limit) {
        return jdbc.sql("""
                        WITH there AS (SELECT id FROM storage.%1$s WHERE space = :space AND id > :after
                            ORDER BY id LIMIT :limit FOR NO KEY UPDATE),
                        pinned AS (UPDATE storage.%1$s r SET pinned_at = now(), state = 'LIVE', condemned = NULL, pinned =
                            greatest(r.pinned, (SELECT epoch FROM storage.collection WHERE space = :space))
                            FROM there WHERE r.space = :space AND r.id = there.id)
                        SELECT id FROM there ORDER BY id DESC LIMIT 1""".formatted(table(kind)))
                .param("space", space.value())
                .param("after", after == null ? BEFORE_ALL : after.toBytes())
                .param("limit", limit)
                .query((row, _) -> new KeyedId(row.getBytes("id")))
                .optional()
                .orElse(null);
    }

    @Override
    public void repinned(SpaceId space) {
        jdbc.sql("UPDATE storage.collection SET repinning = false WHERE space = ?")
                .param(space.value())
                .update();
    }

    @Override
    public long count(SpaceId space) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM storage.chunks WHERE space = :space)
                            + (SELECT count(*) FROM storage.manifests WHERE space = :space)""").param("space", space.value()).query(Long.class).single();
    }

    @Override
    public List<Suspect> suspects(
            SpaceId space, RecordKind kind, @Nullable KeyedId after, long floor, Duration unnamed, int limit) {
        return jdbc.sql("""
                        SELECT id, condemned FROM storage.%s WHERE space = :space AND id > :after AND pinned < :floor
                            AND (state = 'CONDEMNED' OR pinned_at <= now() - make_interval(secs => :unnamed))
                        ORDER BY id LIMIT :limit""".formatted(table(kind)))
                .param("space", space.value())
                .param("after", after == null ? BEFORE_ALL : after.toBytes())
                .param("floor", floor)
                .param("unnamed", unnamed.toSeconds())
                .param("limit", limit)
                .query((row, _) -> new Suspect(new KeyedId(row.getBytes("id")), row.getObject("condemned", Long.class)))
                .list();
    }

    @Override
    public int condemn(SpaceId space, RecordKind kind, List<KeyedId> ids, long floor) {
        return jdbc.sql("""
                        WITH there AS (SELECT id FROM storage.%1$s WHERE space = :space AND id = ANY(:ids) AND state = 'LIVE'
                            AND pinned < :floor ORDER BY id FOR NO KEY UPDATE)
                        UPDATE storage.%1$s r SET state = 'CONDEMNED',
                            condemned = (SELECT epoch FROM storage.collection WHERE space = :space)
                        FROM there WHERE r.space = :space AND r.id = there.id AND r.state = 'LIVE' AND r.pinned < :floor""".formatted(table(kind)))
                .param("space", space.value())
                .param("ids", bytes(ids))
                .param("floor", floor)
                .update();
    }

    @Override
    public int acquit(SpaceId space, RecordKind kind, List<KeyedId> ids) {
        return jdbc.sql("""
                        WITH there AS (SELECT id FROM storage.%1$s WHERE space = :space AND id = ANY(:ids)
                            ORDER BY id FOR NO KEY UPDATE)
                        UPDATE storage.%1$s r SET state = 'LIVE', condemned = NULL
                        FROM there WHERE r.space = :space AND r.id = there.id AND r.state = 'CONDEMNED'""".formatted(table(kind)))
                .param("space", space.value())
                .param("ids", bytes(ids))
                .update();
    }

    @Override
    public Deleted delete(SpaceId space, RecordKind kind, List<KeyedId> ids, long epoch, long floor) {
        var sizes = jdbc.sql("""
                        WITH there AS (SELECT id FROM storage.%1$s WHERE space = :space AND id = ANY(:ids) AND state = 'CONDEMNED'
                            AND condemned < :epoch AND pinned < :floor AND EXISTS (SELECT FROM storage.collection
                                WHERE space = :space AND epoch >= :epoch AND NOT repinning) ORDER BY id FOR UPDATE)
                        DELETE FROM storage.%1$s r USING there WHERE r.space = :space AND r.id = there.id
                            AND r.state = 'CONDEMNED' AND r.condemned < :epoch AND r.pinned < :floor
                        RETURNING r.bytes""".formatted(table(kind)))
                .param("space", space.value())
                .param("ids", bytes(ids))
                .param("epoch", epoch)
                .param("floor", floor)
                .query(Integer.class)
                .list();
        return new Deleted(
                sizes.size(), sizes.stream().mapToLong(Integer::longValue).sum());
    }

    @Override
    public void completed(SpaceId space, long released) {
        jdbc.sql("""
                        UPDATE storage.collection SET released = ?, completed = now(), outcome = NULL, cause = NULL, failures = 0,
                            retry = NULL WHERE space = ?""").params(released, space.value()).update();
    }

    @Override
    public void blocked(SpaceId space, Outcome outcome, String cause) {
        jdbc.sql("""
                        INSERT INTO storage.collection AS c (space, epoch, outcome, cause, failures, retry)
                        VALUES (:space, 1, :outcome, :cause, 1, CASE WHEN :waits THEN now() + interval '10 minutes' END)
                        ON CONFLICT (space) DO UPDATE SET
                            outcome = CASE WHEN :passing AND c.outcome IS NOT NULL THEN c.outcome ELSE excluded.outcome END,
                            cause = CASE WHEN :passing AND c.outcome IS NOT NULL THEN c.cause ELSE excluded.cause END,
                            failures = c.failures + 1, retry = CASE WHEN :waits THEN %s END""".formatted(JdbcPackStore.LATER.formatted("c")))
                .param("space", space.value())
                .param("outcome", outcome.name())
                .param("cause", cause)
                .param("waits", outcome != Outcome.EPOCH_RAISED)
                .param("passing", outcome == Outcome.FAILED)
                .update();
    }

    @Override
    public List<Trouble> trouble() {
        return jdbc.sql("""
                        SELECT space, outcome, coalesce(cause, '') AS cause, failures FROM storage.collection
                        WHERE outcome IS NOT NULL ORDER BY space LIMIT ?""")
                .param(TROUBLES_MAX)
                .query((row, _) -> new Trouble(
                        new SpaceId(row.getObject("space", UUID.class)),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("cause"),
                        row.getInt("failures")))
                .list();
    }

    @Override
    public Deleted condemned() {
        return jdbc.sql("""
                        SELECT count(*) AS records, coalesce(sum(bytes), 0) AS bytes FROM (
                            SELECT bytes FROM storage.chunks WHERE state = 'CONDEMNED'
                            UNION ALL SELECT bytes FROM storage.manifests WHERE state = 'CONDEMNED') AS condemned""")
                .query((row, _) -> new Deleted(row.getInt("records"), row.getLong("bytes")))
                .single();
    }

    private static byte[][] bytes(List<KeyedId> ids) {
        return ids.stream().map(KeyedId::toBytes).toArray(byte[][]::new);
    }

    static String table(RecordKind kind) {
        return switch (kind) {
            case CHUNK -> "chunks";
            case MANIFEST -> "manifests";
        };
    }
}
