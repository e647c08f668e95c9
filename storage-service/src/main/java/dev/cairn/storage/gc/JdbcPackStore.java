package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The states of {@code storage.packs}. A row of a record comes to point to a pack only in a transaction that has locked the pack's
 * row; so whoever holds that row and then looks, in a statement of its own, sees every pointer.
 */
final class JdbcPackStore implements PackStore {
    private static final String POINTED_TO = """
            SELECT EXISTS (SELECT FROM storage.chunks WHERE pack = :pack) OR EXISTS (SELECT FROM storage.manifests WHERE pack = :pack)""";

    /** When what failed is tried again; of a table's alias. */
    static final String LATER =
            "now() + least(interval '1 day', interval '10 minutes' * power(2, least(%s.failures, 10)))";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcPackStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Use> uses(PackId after, int limit) {
        return jdbc.sql("""
                        SELECT pack, bytes, records, (SELECT coalesce(sum(c.bytes), 0) FROM storage.chunks c WHERE c.pack = p.pack)
                            + (SELECT coalesce(sum(m.bytes), 0) FROM storage.manifests m WHERE m.pack = p.pack) AS live,
                            coalesce(retry > now(), false) AS waiting, extract(epoch FROM now() - created)::bigint AS seconds
                        FROM storage.packs p WHERE pack > ? AND state = 'KEPT' ORDER BY pack LIMIT ?""")
                .params(after.value(), limit)
                .query((row, _) -> new Use(
                        new PackId(row.getObject("pack", UUID.class)),
                        row.getLong("bytes"),
                        row.getInt("records"),
                        row.getLong("live"),
                        row.getBoolean("waiting"),
                        Duration.ofSeconds(row.getLong("seconds"))))
                .list();
    }

    @Override
    public long count() {
        return jdbc.sql("SELECT count(*) FROM storage.packs WHERE state = 'KEPT'")
                .query(Long.class)
                .single();
    }

    @Override
    public List<Needed> records(PackId pack, int limit) {
        return jdbc.sql("""
                        SELECT 'CHUNK' AS kind, space, id, position, bytes FROM storage.chunks WHERE pack = :pack
                        UNION ALL SELECT 'MANIFEST', space, id, position, bytes FROM storage.manifests WHERE pack = :pack
                        ORDER BY position LIMIT :limit""")
                .param("pack", pack.value())
                .param("limit", limit)
                .query((row, _) -> new Needed(
                        RecordKind.valueOf(row.getString("kind")),
                        new SpaceId(row.getObject("space", UUID.class)),
                        new KeyedId(row.getBytes("id")),
                        row.getInt("position"),
                        row.getInt("bytes")))
                .list();
    }

    @Override
    public boolean trash(PackId pack) {
        return Objects.requireNonNull(
                transactions.execute(_ -> lock(pack, "KEPT") && !isPointedTo(pack) && set(pack, "TRASHED")));
    }

    @Override
    public List<PackId> due(Duration trash, int limit) {
        return jdbc.sql("""
                        SELECT pack FROM storage.packs WHERE (retry IS NULL OR retry <= now()) AND (state = 'UNLINKING'
                            OR (state = 'TRASHED' AND since <= now() - make_interval(secs => ?)
                                -- A backup copies what was needed when it began.
                                AND NOT EXISTS (SELECT FROM storage.jobs WHERE jobs.kind = 'backup' AND jobs.state = 'RUNNING')))
                        ORDER BY since LIMIT ?""")
                .params(trash.toSeconds(), limit)
                .query((row, _) -> new PackId(row.getObject(1, UUID.class)))
                .list();
    }

    @Override
    public boolean unlink(PackId pack) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (lock(pack, "UNLINKING")) {
                return true;
            }
            if (!lock(pack, "TRASHED")) {
                return false;
            }
            boolean needed = isPointedTo(pack);
            set(pack, needed ? "KEPT" : "UNLINKING");
            return !needed;
        }));
    }

    @Override
    public void gone(PackId pack) {
        jdbc.sql("UPDATE storage.packs SET state = 'GONE', since = now() WHERE pack = ? AND state = 'UNLINKING'")
                .param(pack.value())
                .update();
    }

    @Override
    public int forgetGone(Duration age) {
        return jdbc.sql("DELETE FROM storage.packs WHERE state = 'GONE' AND since <= now() - make_interval(secs => ?)")
                .param(age.toSeconds())
                .update();
    }

    @Override
    public int move(PackId from, NewPack to, List<PackEntry> entries) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql(
                            "INSERT INTO storage.packs (pack, bytes, records, created) VALUES (?, ?, ?, now()) ON CONFLICT DO NOTHING")
                    .params(to.id().value(), to.length(), to.records())
                    .update();
            // Whoever found the pack before it was known may hold it, or have put it into the trash.
            if (!lock(to.id(), "KEPT")
                    && !lock(to.id(), "HELD")
                    && !(lock(to.id(), "TRASHED") && set(to.id(), "KEPT"))) {
                return 0;
            }
            int moved = 0;
            for (var kind : RecordKind.values()) {
                moved += move(from, to.id(), kind, entries);
            }
            return moved;
        }));
    }

    private int move(PackId from, PackId to, RecordKind kind, List<PackEntry> all) {
        var entries =
                all.stream().filter(entry -> entry.header().kind() == kind).toList();
        if (entries.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        WITH there AS (SELECT r.space, r.id, u.position FROM storage.%1$s r
                            JOIN unnest(:spaces::uuid[], :ids, :positions) AS u (space, id, position)
                            ON r.space = u.space AND r.id = u.id WHERE r.pack = :from ORDER BY r.space, r.id FOR NO KEY UPDATE OF r)
                        UPDATE storage.%1$s r SET pack = :to, position = there.position FROM there
                        WHERE r.space = there.space AND r.id = there.id AND r.pack = :from""".formatted(JdbcCollectionStore.table(kind)))
                .param(
                        "spaces",
                        entries.stream().map(e -> e.header().space().toString()).toArray(String[]::new))
                .param(
                        "ids",
                        entries.stream().map(e -> e.header().id().toBytes()).toArray(byte[][]::new))
                .param("positions", entries.stream().mapToInt(PackEntry::offset).toArray())
                .param("from", from.value())
                .param("to", to.value())
                .update();
    }

    @Override
    public void failed(PackId pack, String cause) {
        jdbc.sql("UPDATE storage.packs p SET cause = ?, failures = failures + 1, retry = " + LATER.formatted("p")
                        + " WHERE pack = ?")
                .params(cause, pack.value())
                .update();
    }

    @Override
    public long keptBytes() {
        return jdbc.sql("SELECT coalesce(sum(bytes), 0) FROM storage.packs WHERE state IN ('KEPT', 'HELD')")
                .query(Long.class)
                .single();
    }

    @Override
    public Trash trashed() {
        return jdbc.sql(
                        "SELECT count(*), coalesce(sum(bytes), 0) FROM storage.packs WHERE state IN ('TRASHED', 'UNLINKING')")
                .query((row, _) -> new Trash(row.getLong(1), row.getLong(2)))
                .single();
    }

    private boolean lock(PackId pack, String state) {
        return jdbc.sql("SELECT pack FROM storage.packs WHERE pack = ? AND state = ? FOR UPDATE")
                .params(pack.value(), state)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    private boolean isPointedTo(PackId pack) {
        return jdbc.sql(POINTED_TO)
                .param("pack", pack.value())
                .query(Boolean.class)
                .single();
    }

    private boolean set(PackId pack, String state) {
        return jdbc.sql("UPDATE storage.packs SET state = ?, since = now() WHERE pack = ?")
                        .params(state, pack.value())
                        .update()
                == 1;
    }
}
