package dev.cairn.storage.blob.tiered;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code storage.tiered_blobs}, under the name of the store. */
final class JdbcTierRecord implements TierRecord {
    private final JdbcClient jdbc;
    private final String store;

    JdbcTierRecord(DataSource database, String store) {
        this.jdbc = JdbcClient.create(database);
        this.store = store;
    }

    @Override
    public void note(Collection<BlobKey> keys, Instant now) {
        failing(() -> jdbc.sql("""
            INSERT INTO storage.tiered_blobs (store, key, since) SELECT :store, unnest(:keys), :since
            ON CONFLICT (store, key) DO UPDATE SET cold = false, since = excluded.since WHERE tiered_blobs.cold\
            """)
                .param("store", store)
                .param("keys", keys.stream().map(BlobKey::toString).toArray(String[]::new))
                .param("since", Timestamp.from(now))
                .update());
    }

    @Override
    public List<BlobKey> hotSince(Instant before, int limit) {
        return failing(() -> jdbc.sql("""
            SELECT key FROM storage.tiered_blobs WHERE store = ? AND NOT cold AND since < ?
            ORDER BY since, key LIMIT ?\
            """)
                .params(store, Timestamp.from(before), limit)
                .query((row, _) -> BlobKey.parse(row.getString(1)))
                .list());
    }

    @Override
    public void postpone(BlobKey key, Instant since) {
        failing(() -> jdbc.sql("UPDATE storage.tiered_blobs SET since = ? WHERE store = ? AND key = ? AND NOT cold")
                .params(Timestamp.from(since), store, key.toString())
                .update());
    }

    @Override
    public void cooled(BlobKey key) {
        failing(() -> jdbc.sql("UPDATE storage.tiered_blobs SET cold = true WHERE store = ? AND key = ?")
                .params(store, key.toString())
                .update());
    }

    @Override
    public boolean isCold(BlobKey key) {
        return failing(() -> jdbc.sql("SELECT cold FROM storage.tiered_blobs WHERE store = ? AND key = ?")
                .params(store, key.toString())
                .query(Boolean.class)
                .optional()
                .orElse(false));
    }

    @Override
    public void forget(BlobKey key) {
        failing(() -> jdbc.sql("DELETE FROM storage.tiered_blobs WHERE store = ? AND key = ?")
                .params(store, key.toString())
                .update());
    }

    private static <T> T failing(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw new BlobException(Reason.FAILED, "the record of what is cold does not answer", e);
        }
    }
}
