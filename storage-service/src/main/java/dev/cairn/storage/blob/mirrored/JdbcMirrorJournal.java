package dev.cairn.storage.blob.mirrored;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code storage.mirror_journal}, under the name of the store. */
final class JdbcMirrorJournal implements MirrorJournal {
    private final JdbcClient jdbc;
    private final String store;

    JdbcMirrorJournal(DataSource database, String store) {
        this.jdbc = JdbcClient.create(database);
        this.store = store;
    }

    @Override
    public Entry note(BlobKey key, Change change, Instant now) {
        return failing(() -> jdbc.sql("""
            INSERT INTO storage.mirror_journal AS journal (store, key, change, number, noted)
            VALUES (?, ?, ?, nextval('storage.mirror_change'), ?)
            ON CONFLICT (store, key) DO UPDATE
            SET change = CASE WHEN journal.change = 'DELETE' THEN 'DELETE' ELSE excluded.change END,
                number = excluded.number, noted = excluded.noted
            RETURNING change, number\
            """)
                .params(store, key.toString(), change.name(), Timestamp.from(now))
                .query((row, _) -> new Entry(key, Change.valueOf(row.getString(1)), row.getLong(2)))
                .single());
    }

    @Override
    public void putDone(Entry entry) {
        failing(() -> jdbc.sql(
                        "UPDATE storage.mirror_journal SET change = 'PUT' WHERE store = ? AND key = ? AND number = ?")
                .params(store, entry.key().toString(), entry.number())
                .update());
    }

    @Override
    public List<Entry> oldest(int limit) {
        return failing(() -> jdbc.sql(
                        "SELECT key, change, number FROM storage.mirror_journal WHERE store = ? ORDER BY number LIMIT"
                                + " ?")
                .params(store, limit)
                .query((row, _) ->
                        new Entry(BlobKey.parse(row.getString(1)), Change.valueOf(row.getString(2)), row.getLong(3)))
                .list());
    }

    @Override
    public void done(Entry entry) {
        failing(() -> jdbc.sql("DELETE FROM storage.mirror_journal WHERE store = ? AND key = ? AND number = ?")
                .params(store, entry.key().toString(), entry.number())
                .update());
    }

    @Override
    public void postpone(Entry entry) {
        failing(() -> jdbc.sql("""
            UPDATE storage.mirror_journal SET number = nextval('storage.mirror_change')
            WHERE store = ? AND key = ? AND number = ?\
            """)
                .params(store, entry.key().toString(), entry.number())
                .update());
    }

    @Override
    public boolean isDeleting(BlobKey key) {
        return failing(() ->
                jdbc.sql("""
                    SELECT EXISTS (
                        SELECT FROM storage.mirror_journal WHERE store = ? AND key = ? AND change = 'DELETE')\
                    """).params(store, key.toString()).query(Boolean.class).single());
    }

    @Override
    public long waiting() {
        return failing(() -> jdbc.sql("SELECT count(*) FROM storage.mirror_journal WHERE store = ?")
                .param(store)
                .query(Long.class)
                .single());
    }

    @Override
    public Optional<Instant> oldest() {
        return failing(() -> jdbc.sql("SELECT noted FROM storage.mirror_journal WHERE store = ? ORDER BY noted LIMIT 1")
                .param(store)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional());
    }

    private static <T> T failing(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw new BlobException(Reason.FAILED, "the journal of the mirror does not answer", e);
        }
    }
}
