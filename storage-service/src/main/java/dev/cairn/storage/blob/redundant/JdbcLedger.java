package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.erasure.Generator;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code storage.redundant_blobs}, {@code redundant_devices} and {@code redundant_debts}, the rows of one store. */
final class JdbcLedger implements Ledger {
    private static final String LAYOUT =
            "SELECT key, generation, data_shards, parity_shards, generator, bytes, devices FROM"
                    + " storage.redundant_blobs ";

    /** How many shards of blob {@code b} are lost: owed, or on a device that cannot be read. */
    private static final String LOST = """
        (SELECT count(*) FROM unnest(b.devices) WITH ORDINALITY AS slot (device, number)
         WHERE slot.device = ANY(:unreadable) OR EXISTS (
            SELECT FROM storage.redundant_debts d
            WHERE d.store = b.store AND d.key = b.key AND d.generation = b.generation
              AND d.shard = slot.number - 1 AND d.device = slot.device AND d.kind = 'OWED'))\
        """;

    private final String store;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    JdbcLedger(DataSource database, String store) {
        this.store = store;
        this.jdbc = JdbcClient.create(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        // What is recorded is durable when a method returns, whatever becomes of the caller's transaction.
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private <T> T step(Supplier<T> work) {
        try {
            // Not null: no supplier here gives null.
            return Objects.requireNonNull(transactions.execute(_ -> work.get()));
        } catch (DataAccessException | TransactionException e) {
            throw new BlobException(Reason.FAILED, "the ledger of store " + store + " does not answer", e);
        }
    }

    private JdbcClient.StatementSpec sql(String statement) {
        return jdbc.sql(statement).param("store", store);
    }

    @Override
    public Map<String, DeviceRecord> devices() {
        return step(() -> {
            var devices = new HashMap<String, DeviceRecord>();
            sql("SELECT device, identity, draining, adopting FROM storage.redundant_devices WHERE store = :store")
                    .query((ResultSet row) -> {
                        var record = new DeviceRecord(
                                row.getObject("identity", UUID.class),
                                row.getBoolean("draining"),
                                row.getBoolean("adopting"));
                        devices.put(row.getString("device"), record);
                    });
            return devices;
        });
    }

    @Override
    public void save(String device, DeviceRecord record) {
        step(() -> sql("""
            INSERT INTO storage.redundant_devices (store, device, identity, draining, adopting)
            VALUES (:store, :device, :identity, :draining, :adopting)
            ON CONFLICT (store, device)
            DO UPDATE SET identity = :identity, draining = :draining, adopting = :adopting
            """)
                .param("device", device)
                .param("identity", record.identity())
                .param("draining", record.draining())
                .param("adopting", record.adopting())
                .update());
    }

    @Override
    public Optional<Walk> lastWalk() {
        return step(() -> sql("SELECT at, unknown_blobs FROM storage.redundant_walks WHERE store = :store")
                .query((row, _) ->
                        new Walk(row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("unknown_blobs")))
                .optional());
    }

    @Override
    public void walked(Walk walk) {
        step(() -> sql("""
            INSERT INTO storage.redundant_walks (store, at, unknown_blobs) VALUES (:store, :at, :unknown)
            ON CONFLICT (store) DO UPDATE SET at = :at, unknown_blobs = :unknown
            """)
                .param("at", time(walk.at()))
                .param("unknown", walk.unknownBlobs())
                .update());
    }

    @Override
    public Optional<Layout> find(BlobKey key) {
        return step(() -> sql(LAYOUT + "WHERE store = :store AND key = :key")
                .param("key", key.toString())
                .query((row, _) -> layout(row))
                .optional());
    }

    private static Layout layout(ResultSet row) throws SQLException {
        return new Layout(
                BlobKey.parse(row.getString("key")),
                row.getLong("generation"),
                new Scheme(row.getInt("data_shards"), row.getInt("parity_shards")),
                Generator.of(row.getInt("generator")),
                row.getLong("bytes"),
                List.of(strings(row.getArray("devices"))));
    }

    private static String[] strings(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    @Override
    public boolean add(Layout layout, List<Debt> debts) {
        return step(() -> {
            int added = sql("""
                INSERT INTO storage.redundant_blobs VALUES (:store, :key, :generation, :data, :parity,
                    :generator, :bytes, :stored, :devices, NULL) ON CONFLICT DO NOTHING
                """)
                    .param("key", layout.key().toString())
                    .param("generation", layout.generation())
                    .param("data", layout.scheme().dataShards())
                    .param("parity", layout.scheme().parityShards())
                    .param("generator", layout.generator().id())
                    .param("bytes", layout.length())
                    .param("stored", layout.shard(0).storedLength())
                    .param("devices", layout.devices().toArray(String[]::new))
                    .update();
            if (added == 1) {
                insert(debts);
            }
            return added == 1;
        });
    }

    /** In one order everywhere, so that two writers never wait for each other in a circle. */
    private int insert(List<Debt> debts) {
        if (debts.isEmpty()) {
            return 0;
        }
        return sql("""
            INSERT INTO storage.redundant_debts (store, key, generation, shard, device, kind, cause, since)
            SELECT :store, debt.* FROM unnest(:keys, :generations, :shards, :devices, :kinds, :causes,
                :times::timestamptz[]) AS debt (key, generation, shard, device, kind, cause, since)
            WHERE debt.kind = 'GONE' OR EXISTS (
                SELECT FROM storage.redundant_blobs b WHERE b.store = :store AND b.key = debt.key
                AND b.generation = debt.generation AND b.devices[debt.shard + 1] = debt.device)
            ORDER BY key, generation, shard, device
            ON CONFLICT (store, key, generation, shard, device) DO UPDATE
            SET kind = excluded.kind, cause = excluded.cause, since = excluded.since
            WHERE redundant_debts.kind = 'OWED' AND excluded.kind = 'GONE'
            """)
                .param("keys", debts.stream().map(debt -> debt.key().toString()).toArray(String[]::new))
                .param("generations", debts.stream().mapToLong(Debt::generation).toArray())
                .param("shards", debts.stream().mapToInt(Debt::shard).toArray())
                .param("devices", debts.stream().map(Debt::device).toArray(String[]::new))
                .param("kinds", debts.stream().map(debt -> debt.kind().name()).toArray(String[]::new))
                .param("causes", debts.stream().map(Debt::cause).toArray(String[]::new))
                .param(
                        "times",
                        debts.stream().map(debt -> debt.since().toString()).toArray(String[]::new))
                .update();
    }

    @Override
    public Optional<Layout> remove(BlobKey key, Instant at) {
        return step(() -> {
            var removed = sql("DELETE FROM storage.redundant_blobs WHERE store = :store AND key = :key"
                            + " RETURNING key, generation, data_shards, parity_shards, generator, bytes, devices")
                    .param("key", key.toString())
                    .query((row, _) -> layout(row))
                    .optional();
            removed.ifPresent(layout -> insert(Debt.gone(layout, at)));
            return removed;
        });
    }

    @Override
    public boolean relocate(Layout from, Layout to, List<Debt> owed, Instant at) {
        return step(() -> {
            int moved = sql("""
                UPDATE storage.redundant_blobs SET devices = :moved
                WHERE store = :store AND key = :key AND generation = :generation AND devices = :devices::text[]
                """)
                    .param("moved", to.devices().toArray(String[]::new))
                    .param("key", from.key().toString())
                    .param("generation", from.generation())
                    .param("devices", from.devices().toArray(String[]::new))
                    .update();
            if (moved == 1) {
                var elsewhere = from.elsewhere(to);
                insert(elsewhere.stream()
                        .map(shard -> Debt.gone(from, shard, at))
                        .toList());
                for (int shard : elsewhere) {
                    delete(from.key(), from.generation(), shard, to.devices().get(shard), List.of(Debt.Kind.values()));
                }
                insert(owed);
            }
            return moved == 1;
        });
    }

    private int delete(BlobKey key, long generation, int shard, String device, List<Debt.Kind> kinds) {
        return sql("""
            DELETE FROM storage.redundant_debts WHERE store = :store AND key = :key
            AND generation = :generation AND shard = :shard AND device = :device AND kind = ANY(:kinds)
            """)
                .param("key", key.toString())
                .param("generation", generation)
                .param("shard", shard)
                .param("device", device)
                .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .update();
    }

    @Override
    public List<Layout> list(String prefix, String after, int limit) {
        return step(() -> sql(LAYOUT + """
            WHERE store = :store AND key > :after AND key >= :prefix AND starts_with(key, :prefix)
            ORDER BY key LIMIT :limit\
            """)
                .param("after", after)
                .param("prefix", prefix)
                .param("limit", limit)
                .query((row, _) -> layout(row))
                .list());
    }

    @Override
    public void doubtLaterThan(Instant now) {
        step(() -> sql("UPDATE storage.redundant_blobs SET verified = NULL WHERE store = :store AND verified > :now")
                .param("now", time(now))
                .update());
    }

    @Override
    public List<Layout> unverified(Instant before, int limit) {
        return step(() -> sql(LAYOUT + """
            WHERE store = :store AND (verified IS NULL OR verified < :before)
            ORDER BY verified NULLS FIRST, key LIMIT :limit\
            """)
                .param("before", time(before))
                .param("limit", limit)
                .query((row, _) -> layout(row))
                .list());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void verified(Layout layout, Collection<Integer> whole, Instant at) {
        step(() -> {
            sql("""
                DELETE FROM storage.redundant_debts d USING unnest(:devices) WITH ORDINALITY AS slot (device, number)
                WHERE d.store = :store AND d.key = :key AND d.generation = :generation AND d.kind = 'OWED'
                  AND d.shard = slot.number - 1 AND d.device = slot.device AND d.shard = ANY(:whole)
                """)
                    .param("key", layout.key().toString())
                    .param("generation", layout.generation())
                    .param("devices", layout.devices().toArray(String[]::new))
                    .param("whole", whole.stream().mapToInt(Integer::intValue).toArray())
                    .update();
            return sql("""
                UPDATE storage.redundant_blobs SET verified = :at
                WHERE store = :store AND key = :key AND generation = :generation
                """)
                    .param("key", layout.key().toString())
                    .param("generation", layout.generation())
                    .param("at", time(at))
                    .update();
        });
    }

    @Override
    public void owe(List<Debt> debts) {
        step(() -> insert(debts));
    }

    @Override
    public long oweAll(String device, String cause, Instant at) {
        return step(() -> {
            sql("""
                INSERT INTO storage.redundant_debts (store, key, generation, shard, device, kind, cause, since)
                SELECT :store, key, generation, array_position(devices, :device) - 1, :device, 'OWED', :cause, :at
                FROM storage.redundant_blobs WHERE store = :store AND :device = ANY(devices)
                ORDER BY key
                ON CONFLICT (store, key, generation, shard, device) DO NOTHING
                """)
                    .param("device", device)
                    .param("cause", cause)
                    .param("at", time(at))
                    .update();
            return sql("""
                SELECT count(*) FROM storage.redundant_blobs WHERE store = :store AND :device = ANY(devices)
                """).param("device", device).query(Long.class).single();
        });
    }

    @Override
    public void settle(Debt debt) {
        step(() -> delete(debt.key(), debt.generation(), debt.shard(), debt.device(), List.of(debt.kind())));
    }

    @Override
    public List<Debt> debts(Debt.Kind kind, int skip, int limit) {
        var sql = "SELECT d.key, d.generation, d.shard, d.device, d.kind, d.cause, d.since"
                + " FROM storage.redundant_debts d LEFT JOIN storage.redundant_blobs b"
                + " ON b.store = d.store AND b.key = d.key AND b.generation = d.generation"
                + " WHERE d.store = :store AND d.kind = :kind"
                + " ORDER BY b.parity_shards - " + LOST + " NULLS LAST, d.since, d.key, d.shard, d.device"
                + " OFFSET :skip LIMIT :limit";
        return step(() -> sql(sql).param("unreadable", new String[0])
                .param("kind", kind.name())
                .param("skip", skip)
                .param("limit", limit)
                .query((row, _) -> debt(row))
                .list());
    }

    private static Debt debt(ResultSet row) throws SQLException {
        return new Debt(
                BlobKey.parse(row.getString("key")),
                row.getLong("generation"),
                row.getInt("shard"),
                row.getString("device"),
                Debt.Kind.valueOf(row.getString("kind")),
                row.getString("cause"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    @Override
    public boolean isGone(BlobKey key, long generation) {
        return step(() -> sql("""
            SELECT EXISTS (SELECT FROM storage.redundant_debts WHERE store = :store AND key = :key
                AND generation = :generation AND kind = 'GONE')\
            """)
                .param("key", key.toString())
                .param("generation", generation)
                .query(Boolean.class)
                .single());
    }

    @Override
    public Redundancy redundancy(Set<String> unreadable) {
        return step(() -> {
            var count = new Redundancy.Count();
            sql("SELECT data_shards, parity_shards, lost, count(*) AS blobs FROM (SELECT b.data_shards,"
                            + " b.parity_shards, "
                            + LOST
                            + " AS lost FROM storage.redundant_blobs b WHERE b.store = :store) AS blob"
                            + " GROUP BY data_shards, parity_shards, lost")
                    .param("unreadable", unreadable.toArray(String[]::new))
                    .query((ResultSet row) -> count.add(
                            new Scheme(row.getInt("data_shards"), row.getInt("parity_shards")),
                            row.getInt("lost"),
                            row.getLong("blobs")));
            return count.total();
        });
    }

    @Override
    public Map<String, DeviceLoad> loads() {
        return step(() -> {
            var loads = new HashMap<String, DeviceLoad>();
            sql("""
                SELECT device, count(*) AS shards, sum(stored_bytes)::bigint AS bytes, 0::bigint AS owed, 0::bigint AS gone
                FROM storage.redundant_blobs, unnest(devices) AS device WHERE store = :store GROUP BY device
                UNION ALL
                SELECT device, 0, 0, count(*) FILTER (WHERE kind = 'OWED'), count(*) FILTER (WHERE kind = 'GONE')
                FROM storage.redundant_debts WHERE store = :store GROUP BY device
                """).query((ResultSet row) -> {
                loads.merge(
                        row.getString("device"),
                        new DeviceLoad(
                                row.getLong("shards"), row.getLong("bytes"), row.getLong("owed"), row.getLong("gone")),
                        DeviceLoad::plus);
            });
            return loads;
        });
    }

    @Override
    public Outstanding outstanding(Instant before) {
        return step(() -> sql("""
            SELECT count(*) FILTER (WHERE verified IS NULL OR verified < :before) AS blobs,
                coalesce(sum(stored_bytes * cardinality(devices))
                    FILTER (WHERE verified IS NULL OR verified < :before), 0)::bigint AS bytes,
                count(*) FILTER (WHERE verified IS NULL) AS fresh, min(verified) AS oldest
            FROM storage.redundant_blobs WHERE store = :store
            """)
                .param("before", time(before))
                .query((row, _) -> {
                    var oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Outstanding(
                            row.getLong("blobs"),
                            row.getLong("bytes"),
                            row.getLong("fresh"),
                            oldest == null ? null : oldest.toInstant());
                })
                .single());
    }
}
