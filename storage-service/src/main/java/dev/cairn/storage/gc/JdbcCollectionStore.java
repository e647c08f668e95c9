package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The columns of {@code storage.chunks} and {@code storage.manifests} that say who needs a record, and {@code storage.collection}.
 * Rows are locked in the order of their ids, as everybody does who changes several; a condition on a row is looked at again after
 * waiting for it (READ COMMITTED).
 */
final class JdbcCollectionStore implements CollectionStore {
    private static final byte[] BEFORE_ALL = {};
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcCollectionStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<SpaceId> spaces(@Nullable SpaceId after, int limit) {
        return jdbc.sql("SELECT DISTINCT space FROM storage.domain_keys WHERE space > ? ORDER BY space LIMIT ?")
                .params(after == null ? FIRST : after.value(), limit)
                .query((row, _) -> new SpaceId(row.getObject(1, UUID.class)))
                .list();
    }

    @Override
    public SpaceState state(SpaceId space) {
        return jdbc.sql("""
                        SELECT coalesce(c.epoch, 0) AS epoch, coalesce(c.released, -1) AS released,
                            extract(epoch FROM now() - c.completed)::bigint AS seconds,
                            EXISTS (SELECT FROM storage.chunks WHERE space = s.id AND state = 'CONDEMNED')
                            OR EXISTS (SELECT FROM storage.manifests WHERE space = s.id AND state = 'CONDEMNED') AS condemned
                        FROM (SELECT CAST(? AS uuid) AS id) s LEFT JOIN storage.collection c ON c.space = s.id""")
                .param(space.value())
                .query((row, _) -> {
                    var seconds = row.getObject("seconds", Long.class);
                    return new SpaceState(
                            row.getLong("epoch"),
                            row.getLong("released"),
                            seconds == null ? null : Duration.ofSeconds(seconds),
                            row.getBoolean("condemned"));
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
    public void pinAll(SpaceId space, long epoch) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("UPDATE storage.collection SET epoch = greatest(epoch, ?) WHERE space = ?")
                    .params(epoch, space.value())
                    .update();
            for (var kind : RecordKind.values()) {
                jdbc.sql("""
                                WITH there AS (SELECT id FROM storage.%1$s WHERE space = :space ORDER BY id FOR NO KEY UPDATE)
                                UPDATE storage.%1$s r SET pinned = greatest(r.pinned, :epoch), pinned_at = now(), state = 'LIVE',
                                    condemned = NULL
                                FROM there WHERE r.space = :space AND r.id = there.id""".formatted(table(kind)))
                        .param("space", space.value())
                        .param("epoch", epoch)
                        .update();
            }
        });
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
                            AND condemned < :epoch AND pinned < :floor ORDER BY id FOR UPDATE)
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
        jdbc.sql("UPDATE storage.collection SET released = ?, completed = now() WHERE space = ?")
                .params(released, space.value())
                .update();
    }

    @Override
    public long condemned() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM storage.chunks WHERE state = 'CONDEMNED')
                            + (SELECT count(*) FROM storage.manifests WHERE state = 'CONDEMNED')""").query(Long.class).single();
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
