package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackGoneException;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.support.TransactionOperations;

/** {@code storage.packs}, {@code storage.chunks} and {@code storage.manifests}; one statement for thousands of rows. */
final class JdbcRecordIndex implements RecordIndex {
    private static final int LOOKUP_MAX = 8192;

    /** A pin older than this is renewed by whoever finds it; much less than what is not named is kept for. */
    private static final String REFRESH = "12 hours";

    /** A pack whose records are wanted is kept, also when it was in the trash; one whose bytes may be gone is not. */
    private static final String KEEP_PACK = """
            INSERT INTO storage.packs AS p (pack, bytes, records, created, state) VALUES (:pack, :length, :count, now(), :state)
            ON CONFLICT (pack) DO UPDATE SET state = excluded.state, since = now() WHERE p.state IN ('KEPT', 'HELD', 'TRASHED') RETURNING pack""";

    /** Who finds a record that is known already pins it. */
    private static final String PIN = """
            (space, id) DO UPDATE SET pinned = greatest(present.pinned, excluded.pinned), pinned_at = now(), state = 'LIVE',
            condemned = NULL""";

    /** Of records of which some may be there. */
    private static final String INSERT =
            inserting("SELECT DISTINCT ON (entry.space, id)", ", position ON CONFLICT " + PIN);

    /** Of records none of which is there; costs the database two thirds of the other. */
    private static final String INSERT_NEW = inserting("SELECT", "");

    /** For this one transaction, which the statement is. */
    private static final String DURABILITY = """
            set_config('synchronous_commit', CASE WHEN :later THEN 'off' ELSE current_setting('synchronous_commit') END, true)""";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcRecordIndex(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Map<KeyedId, Located> find(SpaceId space, RecordKind kind, Collection<KeyedId> ids) {
        var found = new HashMap<KeyedId, Located>(2 * ids.size());
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += LOOKUP_MAX) {
            var portion = all.subList(from, Math.min(all.size(), from + LOOKUP_MAX));
            failing(() -> {
                findPortion(space, kind, portion, found);
                return true;
            });
        }
        return found;
    }

    private void findPortion(SpaceId space, RecordKind kind, List<KeyedId> ids, Map<KeyedId, Located> found) {
        jdbc.sql("SELECT id, pack, position, bytes, plain_bytes FROM storage." + table(kind)
                        + " WHERE space = :space AND id = ANY(:ids)")
                .param("space", space.value())
                .param("ids", ids.stream().map(KeyedId::toBytes).toArray(byte[][]::new))
                .query((ResultSet row) -> {
                    found.put(new KeyedId(row.getBytes("id")), located(row));
                });
    }

    @Override
    public Pinned pin(SpaceId space, RecordKind kind, Collection<KeyedId> ids) {
        var found = new HashMap<KeyedId, Located>(2 * ids.size());
        var all = List.copyOf(ids);
        long epoch = Long.MAX_VALUE;
        int from = 0;
        do {
            var portion = all.subList(from, Math.min(all.size(), from + LOOKUP_MAX));
            epoch = Math.min(epoch, failing(() -> pinPortion(space, kind, portion, found)));
            from += LOOKUP_MAX;
        } while (from < all.size());
        return new Pinned(epoch, found);
    }

    /**
     * What is pinned at the present epoch already, as most things are, is only looked at: the epoch is read in the same glance, and
     * a pin is worth what its epoch is worth. The rest is pinned in the order of ids, so that two who do never wait for each other.
     */
    private long pinPortion(SpaceId space, RecordKind kind, List<KeyedId> ids, Map<KeyedId, Located> found) {
        var stale = new ArrayList<KeyedId>();
        var epoch = new long[1];
        jdbc.sql("""
                        SELECT c.epoch, r.id, r.pack, r.position, r.bytes, r.plain_bytes, r.state = 'LIVE'
                            AND r.pinned >= c.epoch AND r.pinned_at > now() - interval '%s' AS fresh
                        FROM (SELECT coalesce((SELECT epoch FROM storage.collection WHERE space = :space), 0) AS epoch) c
                        LEFT JOIN storage.%s r ON r.space = :space AND r.id = ANY(:ids)""".formatted(REFRESH, table(kind)))
                .param("space", space.value())
                .param("ids", ids.stream().map(KeyedId::toBytes).toArray(byte[][]::new))
                .query((ResultSet row) -> {
                    epoch[0] = row.getLong("epoch");
                    var bytes = row.getBytes("id");
                    if (bytes != null) {
                        var id = new KeyedId(bytes);
                        found.put(id, located(row));
                        if (!row.getBoolean("fresh")) {
                            stale.add(id);
                        }
                    }
                });
        if (!stale.isEmpty()) {
            var gone = new HashSet<>(stale);
            repin(space, kind, stale, epoch[0]).forEach(gone::remove);
            gone.forEach(found::remove);
        }
        return epoch[0];
    }

    /** Those that are pinned now; the others were deleted in the meantime. */
    private List<KeyedId> repin(SpaceId space, RecordKind kind, List<KeyedId> ids, long epoch) {
        return jdbc.sql("""
                        WITH there AS (SELECT id FROM storage.%1$s WHERE space = :space AND id = ANY(:ids)
                            ORDER BY id FOR NO KEY UPDATE)
                        UPDATE storage.%1$s r SET pinned = greatest(r.pinned, :epoch), pinned_at = now(), state = 'LIVE',
                            condemned = NULL
                        FROM there WHERE r.space = :space AND r.id = there.id RETURNING r.id""".formatted(table(kind)))
                .param("space", space.value())
                .param("ids", ids.stream().map(KeyedId::toBytes).toArray(byte[][]::new))
                .param("epoch", epoch)
                .query((row, _) -> new KeyedId(row.getBytes("id")))
                .list();
    }

    @Override
    public long epoch(SpaceId space, long atLeast) {
        return failing(() -> {
            if (atLeast > 0) {
                jdbc.sql("""
                                INSERT INTO storage.collection AS c (space, epoch) VALUES (?, ?)
                                ON CONFLICT (space) DO UPDATE SET epoch = excluded.epoch WHERE c.epoch < excluded.epoch""").params(space.value(), atLeast).update();
            }
            return jdbc.sql("SELECT coalesce((SELECT epoch FROM storage.collection WHERE space = ?), 0)")
                    .param(space.value())
                    .query(Long.class)
                    .single();
        });
    }

    private static Located located(ResultSet row) throws SQLException {
        var pack = new PackId(row.getObject("pack", UUID.class));
        return new Located(new Location(pack, row.getInt("position"), row.getInt("bytes")), row.getInt("plain_bytes"));
    }

    /**
     * What was just uploaded had been looked for, so it is new, but for what two upload at the same time. A pack of nothing but chunks
     * is durable before its rows are (ADR 0148): a manifest's rows, without which no name leads to them, are after them in the log of
     * the database and take them along.
     */
    @Override
    public void add(PackId pack, long length, List<PackEntry> entries) {
        // The database sorts them too; it is faster with what is sorted.
        var sorted = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.header().id()))
                .toList();
        boolean later = sorted.stream().allMatch(entry -> entry.header().kind() == RecordKind.CHUNK);
        requireKept(pack, failing(() -> {
            try {
                return insert(INSERT_NEW, pack, length, sorted, "KEPT", later);
            } catch (DuplicateKeyException _) {
                // Somebody else's row is pinned with that, which nothing else remembers.
                return insert(INSERT, pack, length, sorted, "KEPT", false);
            }
        }));
    }

    @Override
    public void adopt(PackId pack, long length, List<PackEntry> entries, boolean whole) {
        requireKept(pack, failing(() -> insert(INSERT, pack, length, entries, whole ? "KEPT" : "HELD", false)));
    }

    private static void requireKept(PackId pack, long kept) {
        if (kept == 0) {
            throw new PackGoneException(pack);
        }
    }

    /**
     * One statement, so that all of it is there or nothing, and a group of uploads waits for one round trip. Nothing of a pack
     * whose bytes may be gone.
     */
    private long insert(String sql, PackId pack, long length, List<PackEntry> entries, String state, boolean later) {
        var statement = jdbc.sql(sql)
                .param("pack", pack.value())
                .param("length", length)
                .param("count", entries.size())
                .param("state", state)
                .param("later", later);
        for (var kind : RecordKind.values()) {
            statement = withRows(statement, kind, entries);
        }
        return statement.query((row, _) -> row.getLong(1)).single();
    }

    @Override
    public int repoint(PackId to, RecordKind kind, List<Move> moves) {
        return failing(() -> Objects.requireNonNull(transactions.execute(_ -> {
            requireThere(to);
            return jdbc.sql(repointing(kind))
                    .param("pack", to.value())
                    .param(
                            "spaces",
                            strings(moves, move -> move.entry().header().space()))
                    .param(
                            "ids",
                            moves.stream()
                                    .map(move -> move.entry().header().id().toBytes())
                                    .toArray(byte[][]::new))
                    .param("froms", strings(moves, move -> move.from().pack().value()))
                    .param("from_positions", ints(moves, move -> move.from().offset()))
                    .param("positions", ints(moves, move -> move.entry().offset()))
                    .param("lengths", ints(moves, move -> move.entry().recordLength()))
                    .param(
                            "plain_lengths",
                            ints(moves, move -> move.entry().header().plainLength()))
                    .update();
        })));
    }

    /** Only what still is where it was found lost; in the order of ids, as everybody locks them. */
    private static String repointing(RecordKind kind) {
        return """
                WITH there AS (SELECT r.space, r.id, u.position, u.bytes, u.plain_bytes, u.from_pack, u.from_position FROM storage.%1$s r
                    JOIN unnest(:spaces::uuid[], :ids, :froms::uuid[], :from_positions, :positions, :lengths, :plain_lengths)
                        AS u (space, id, from_pack, from_position, position, bytes, plain_bytes) ON r.space = u.space AND r.id = u.id
                    WHERE r.pack = u.from_pack AND r.position = u.from_position ORDER BY r.space, r.id FOR NO KEY UPDATE OF r)
                UPDATE storage.%1$s r SET pack = :pack, position = there.position, bytes = there.bytes, plain_bytes = there.plain_bytes,
                    pinned = greatest(r.pinned, coalesce((SELECT epoch FROM storage.collection c WHERE c.space = r.space), 0)),
                    pinned_at = now(), state = 'LIVE', condemned = NULL
                FROM there WHERE r.space = there.space AND r.id = there.id AND r.pack = there.from_pack
                    AND r.position = there.from_position""".formatted(table(kind));
    }

    /** Holds the pack's row, so that the collector does not take it away meanwhile. */
    private void requireThere(PackId pack) {
        boolean there = jdbc.sql(
                        "SELECT pack FROM storage.packs WHERE pack = ? AND state IN ('KEPT', 'HELD') FOR UPDATE")
                .param(pack.value())
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!there) {
            throw new PackGoneException(pack);
        }
    }

    private static <T> String[] strings(List<T> all, Function<T, Object> value) {
        return all.stream().map(one -> value.apply(one).toString()).toArray(String[]::new);
    }

    private static <T> int[] ints(List<T> all, ToIntFunction<T> value) {
        return all.stream().mapToInt(value).toArray();
    }

    @Override
    public void release(PackId pack) {
        failing(() -> jdbc.sql("""
                        UPDATE storage.packs SET state = 'KEPT', since = now(), cause = NULL, failures = 0, retry = NULL
                        WHERE pack = ? AND state = 'HELD'""").param(pack.value()).update());
    }

    @Override
    public boolean isHeld(PackId pack) {
        return failing(() -> jdbc.sql("SELECT EXISTS (SELECT FROM storage.packs WHERE pack = ? AND state = 'HELD')")
                .param(pack.value())
                .query(Boolean.class)
                .single());
    }

    @Override
    public Optional<PackId> nextHeld() {
        return failing(() -> jdbc.sql("""
                        SELECT pack FROM storage.packs WHERE state = 'HELD' AND (retry IS NULL OR retry <= now())
                        ORDER BY since DESC LIMIT 1""")
                .query((row, _) -> new PackId(row.getObject("pack", UUID.class)))
                .optional());
    }

    @Override
    public void postpone(PackId pack, String cause) {
        failing(() -> jdbc.sql("""
                        UPDATE storage.packs SET cause = ?, failures = failures + 1,
                            retry = now() + least(interval '1 day', interval '10 minutes' * power(2, least(failures, 10)))
                        WHERE pack = ? AND state = 'HELD'""").params(cause, pack.value()).update());
    }

    @Override
    public long held() {
        return failing(() -> jdbc.sql("SELECT count(*) FROM storage.packs WHERE state = 'HELD'")
                .query(Long.class)
                .single());
    }

    private static String inserting(String select, String end) {
        return "WITH kept AS (%s), manifest AS (%s), chunk AS (%s) SELECT count(*), %s FROM kept"
                .formatted(
                        KEEP_PACK,
                        insertion(RecordKind.MANIFEST, select, end),
                        insertion(RecordKind.CHUNK, select, end),
                        DURABILITY);
    }

    /**
     * Rows in one order everywhere, so that two writers never wait for each other; one of each, or {@code DO UPDATE} refuses.
     */
    private static String insertion(RecordKind kind, String select, String end) {
        return """
                INSERT INTO storage.%1$s AS present (space, id, pack, position, bytes, plain_bytes, created, pinned)
                %2$s entry.space, id, kept.pack, position, bytes, plain_bytes, now(), coalesce(c.epoch, 0)
                FROM unnest(:%1$s_spaces::uuid[], :%1$s_ids, :%1$s_positions, :%1$s_lengths, :%1$s_plain_lengths)
                    AS entry (space, id, position, bytes, plain_bytes)
                CROSS JOIN kept LEFT JOIN storage.collection c ON c.space = entry.space
                ORDER BY entry.space, id%3$s""".formatted(table(kind), select, end);
    }

    private static StatementSpec withRows(StatementSpec statement, RecordKind kind, List<PackEntry> all) {
        var entries =
                all.stream().filter(entry -> entry.header().kind() == kind).toList();
        var rows = table(kind);
        return statement
                .param(
                        rows + "_spaces",
                        entries.stream().map(e -> e.header().space().toString()).toArray(String[]::new))
                .param(
                        rows + "_ids",
                        entries.stream().map(e -> e.header().id().toBytes()).toArray(byte[][]::new))
                .param(
                        rows + "_positions",
                        entries.stream().mapToInt(PackEntry::offset).toArray())
                .param(
                        rows + "_lengths",
                        entries.stream().mapToInt(PackEntry::recordLength).toArray())
                .param(
                        rows + "_plain_lengths",
                        entries.stream().mapToInt(e -> e.header().plainLength()).toArray());
    }

    @Override
    public Set<PackId> known(Collection<PackId> packs) {
        return failing(() -> new HashSet<>(jdbc.sql("SELECT pack FROM storage.packs WHERE pack = ANY(:packs::uuid[])")
                .param("packs", packs.stream().map(PackId::toString).toArray(String[]::new))
                .query((row, _) -> new PackId(row.getObject("pack", UUID.class)))
                .list()));
    }

    @Override
    public List<PackId> packs(PackId after, int limit) {
        return failing(() -> jdbc.sql(
                        "SELECT pack FROM storage.packs WHERE pack > ? AND state IN ('KEPT', 'HELD') ORDER BY pack LIMIT ?")
                .params(after.value(), limit)
                .query((row, _) -> new PackId(row.getObject("pack", UUID.class)))
                .list());
    }

    @Override
    public List<PackId> orphaned(int limit) {
        return failing(() -> jdbc.sql("""
                SELECT pack FROM (SELECT DISTINCT pack FROM storage.chunks UNION SELECT DISTINCT pack FROM storage.manifests) AS named
                WHERE NOT EXISTS (SELECT FROM storage.packs WHERE packs.pack = named.pack) LIMIT ?""")
                .param(limit)
                .query((row, _) -> new PackId(row.getObject("pack", UUID.class)))
                .list());
    }

    @Override
    public List<Row> rows(PackId pack) {
        var rows = new ArrayList<Row>();
        for (var kind : RecordKind.values()) {
            rows.addAll(failing(() -> jdbc.sql("SELECT space, id, pack, position, bytes, plain_bytes FROM storage."
                            + table(kind) + " WHERE pack = ? AND state <> 'DELETED'")
                    .param(pack.value())
                    .query((row, _) -> new Row(
                            new SpaceId(row.getObject("space", UUID.class)),
                            kind,
                            new KeyedId(row.getBytes("id")),
                            located(row).location()))
                    .list()));
        }
        return rows;
    }

    @Override
    public boolean forget(PackId pack) {
        return failing(() -> Objects.requireNonNull(transactions.execute(_ -> {
            if (jdbc.sql("DELETE FROM storage.packs WHERE pack = ? AND state IN ('KEPT', 'HELD')")
                            .param(pack.value())
                            .update()
                    == 0) {
                return false;
            }
            for (var kind : RecordKind.values()) {
                jdbc.sql("DELETE FROM storage." + table(kind) + " WHERE pack = ?")
                        .param(pack.value())
                        .update();
            }
            return true;
        })));
    }

    @Override
    public void check() {
        failing(() -> jdbc.sql("SELECT 1").query(Integer.class).single());
    }

    private static String table(RecordKind kind) {
        return switch (kind) {
            case CHUNK -> "chunks";
            case MANIFEST -> "manifests";
        };
    }

    private static <T> T failing(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw JdbcFailures.problem(e);
        }
    }
}
