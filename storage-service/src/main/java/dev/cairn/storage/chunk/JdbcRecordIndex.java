package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.support.TransactionOperations;

/** {@code storage.packs}, {@code storage.chunks} and {@code storage.manifests}; one statement for thousands of rows. */
final class JdbcRecordIndex implements RecordIndex {
    private static final int LOOKUP_MAX = 8192;

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
                        + " WHERE space = :space AND id = ANY(:ids) AND state <> 'DELETED'")
                .param("space", space.value())
                .param("ids", ids.stream().map(KeyedId::toBytes).toArray(byte[][]::new))
                .query((ResultSet row) -> {
                    found.put(new KeyedId(row.getBytes("id")), located(row));
                });
    }

    private static Located located(ResultSet row) throws SQLException {
        var pack = new PackId(row.getObject("pack", UUID.class));
        return new Located(new Location(pack, row.getInt("position"), row.getInt("bytes")), row.getInt("plain_bytes"));
    }

    @Override
    public void add(PackId pack, long length, List<PackEntry> entries) {
        insert(pack, length, entries, "DO NOTHING");
    }

    @Override
    public void replace(PackId pack, long length, List<PackEntry> entries) {
        insert(pack, length, entries, """
                (space, id) DO UPDATE SET pack = excluded.pack, position = excluded.position, bytes = excluded.bytes,
                plain_bytes = excluded.plain_bytes""");
    }

    /** One statement, so that all of it is there or nothing, and a group of uploads waits for one round trip. */
    private void insert(PackId pack, long length, List<PackEntry> entries, String onConflict) {
        var sql =
                "WITH pack AS (INSERT INTO storage.packs VALUES (:pack, :length, :count, now()) ON CONFLICT DO NOTHING), "
                        + "manifest AS (" + insertion(RecordKind.MANIFEST, onConflict) + ") "
                        + insertion(RecordKind.CHUNK, onConflict);
        failing(() -> {
            var statement = jdbc.sql(sql)
                    .param("pack", pack.value())
                    .param("length", length)
                    .param("count", entries.size());
            for (var kind : RecordKind.values()) {
                statement = withRows(statement, kind, entries);
            }
            return statement.update();
        });
    }

    /**
     * Rows in one order everywhere, so that two writers never wait for each other; one of each, or {@code DO UPDATE} refuses.
     */
    private static String insertion(RecordKind kind, String onConflict) {
        return """
                INSERT INTO storage.%1$s (space, id, pack, position, bytes, plain_bytes, created)
                SELECT DISTINCT ON (space, id) space, id, :pack, position, bytes, plain_bytes, now()
                FROM unnest(:%1$s_spaces::uuid[], :%1$s_ids, :%1$s_positions, :%1$s_lengths, :%1$s_plain_lengths)
                    AS entry (space, id, position, bytes, plain_bytes)
                ORDER BY space, id, position
                ON CONFLICT %2$s""".formatted(table(kind), onConflict);
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
        return failing(() -> jdbc.sql("SELECT pack FROM storage.packs WHERE pack > ? ORDER BY pack LIMIT ?")
                .params(after.value(), limit)
                .query((row, _) -> new PackId(row.getObject("pack", UUID.class)))
                .list());
    }

    @Override
    public void forget(PackId pack) {
        failing(() -> transactions.execute(_ -> {
            for (var table : List.of("chunks", "manifests", "packs")) {
                jdbc.sql("DELETE FROM storage." + table + " WHERE pack = ?")
                        .param(pack.value())
                        .update();
            }
            return true;
        }));
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
