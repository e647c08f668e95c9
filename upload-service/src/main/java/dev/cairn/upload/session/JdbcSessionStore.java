package dev.cairn.upload.session;

import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The tables of schema {@code upload} that hold sessions. Every change of a session's position is a compare-and-set on the
 * position it started from, so that two processes can never interleave their bytes.
 */
class JdbcSessionStore {
    private static final String COLUMNS = "id, account, space, size, cut, received, content, expires";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcSessionStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Adds a session; {@code also} runs in the same transaction. It does not wait for the disk: a crash in the next moment loses a
     * session without a byte, and the first transaction that acknowledges bytes makes it durable too.
     *
     * @param epoch storage's, read before; what is stored for the session from now on is pinned at this epoch or a later one
     * @param hold whether it is there for its epoch only
     */
    void insert(SessionState session, Instant created, long epoch, boolean hold, Runnable also) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SET LOCAL synchronous_commit TO off").update();
            jdbc.sql("""
                            INSERT INTO upload.session (id, account, space, size, created, expires, epoch, hold)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            session.id().value(),
                            session.account().value(),
                            session.space().value())
                    .param(session.size())
                    .params(utc(created), utc(session.expires()), epoch, hold)
                    .update();
            also.run();
        });
    }

    Optional<SessionState> find(UploadId upload) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM upload.session WHERE id = ?")
                .param(upload.value())
                .query((row, _) -> read(row))
                .optional();
    }

    int countOpen(AccountId account, Instant now) {
        return jdbc.sql(
                        "SELECT count(*) FROM upload.session WHERE account = ? AND content IS NULL AND NOT hold AND expires > ?")
                .params(account.value(), utc(now))
                .query(Integer.class)
                .single();
    }

    /**
     * The epoch at which the oldest session of a space began that has not expired and whose bytes are not complete, or are to be named
     * by this service and are not yet. Complete ones that others name are not waited for: naming looks whether all is there.
     */
    OptionalLong oldestEpoch(SpaceId space, Instant now) {
        var oldest = jdbc.sql("""
                        SELECT min(epoch) FROM upload.session s WHERE space = ? AND NOT swept AND expires > ? AND (content IS NULL
                            OR EXISTS (SELECT FROM upload.tus WHERE upload = s.id AND node IS NULL))""")
                .params(space.value(), utc(now))
                .query((row, _) -> row.getObject(1, Long.class))
                .list()
                .getFirst();
        return oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    void setSize(SessionState session, long size) {
        jdbc.sql("UPDATE upload.session SET size = ? WHERE id = ? AND size IS NULL")
                .params(size, session.id().value())
                .update();
    }

    /**
     * Moves a session from {@code before} to {@code after}.
     *
     * @param refs chunks cut since {@code before}; when there are any, {@code tailBytes} is the whole tail, else it is added
     */
    void advance(SessionState before, SessionState after, List<ChunkRef> refs, byte[] tailBytes) {
        transactions.executeWithoutResult(_ -> {
            move(before, after);
            long tailStart = before.received();
            if (!refs.isEmpty()) {
                insertRun(before, refs);
                deleteTail(before.id());
                tailStart = after.cut();
            }
            if (tailBytes.length > 0) {
                jdbc.sql("INSERT INTO upload.tail (upload, start, bytes) VALUES (?, ?, ?)")
                        .params(before.id().value(), tailStart, tailBytes)
                        .update();
            }
        });
    }

    /** Ends a session: what is kept of it is the content's name. */
    void complete(SessionState before, SessionState after) {
        transactions.executeWithoutResult(_ -> {
            move(before, after);
            deleteTail(before.id());
            jdbc.sql("DELETE FROM upload.chunk_run WHERE upload = ?")
                    .param(before.id().value())
                    .update();
        });
    }

    private void move(SessionState before, SessionState after) {
        int moved = jdbc.sql("""
                        UPDATE upload.session SET size = ?, cut = ?, received = ?, content = ?, expires = ?
                        WHERE id = ? AND cut = ? AND received = ? AND content IS NULL""")
                .param(after.size())
                .params(after.cut(), after.received())
                .param(bytes(after.content()))
                .params(utc(after.expires()), before.id().value(), before.cut(), before.received())
                .update();
        if (moved == 0) {
            throw new ProblemException(Problem.WRONG_OFFSET, "Another request has moved this upload on");
        }
    }

    private void insertRun(SessionState before, List<ChunkRef> refs) {
        jdbc.sql("INSERT INTO upload.chunk_run (upload, start, refs) VALUES (?, ?, ?)")
                .params(before.id().value(), before.cut(), ChunkRuns.encode(refs))
                .update();
    }

    private void deleteTail(UploadId upload) {
        jdbc.sql("DELETE FROM upload.tail WHERE upload = ?")
                .param(upload.value())
                .update();
    }

    /** The bytes between {@code cut} and {@code received}. */
    byte[] tail(SessionState session) {
        if (session.cut() == session.received()) {
            return new byte[0];
        }
        var tail = new ByteArrayOutputStream((int) (session.received() - session.cut()));
        jdbc.sql("SELECT bytes FROM upload.tail WHERE upload = ? ORDER BY start")
                .param(session.id().value())
                .query((row, _) -> row.getBytes(1))
                .list()
                .forEach(tail::writeBytes);
        if (tail.size() != session.received() - session.cut()) {
            throw new IllegalStateException("the tail of upload " + session.id() + " has " + tail.size()
                    + " bytes, not " + (session.received() - session.cut()));
        }
        return tail.toByteArray();
    }

    /** The chunks before {@code cut}. */
    List<ChunkRef> chunks(SessionState session) {
        if (session.cut() == 0) {
            return List.of();
        }
        var refs = new ArrayList<ChunkRef>();
        jdbc.sql("SELECT refs FROM upload.chunk_run WHERE upload = ? ORDER BY start")
                .param(session.id().value())
                .query((row, _) -> ChunkRuns.decode(row.getBytes(1)))
                .list()
                .forEach(refs::addAll);
        return refs;
    }

    /** Forgets a session. */
    void delete(UploadId upload) {
        jdbc.sql("DELETE FROM upload.session WHERE id = ?")
                .param(upload.value())
                .update();
    }

    /** Forgets a session that is there for its epoch only; no other. */
    void deleteHold(UploadId hold) {
        jdbc.sql("DELETE FROM upload.session WHERE id = ? AND hold")
                .param(hold.value())
                .update();
    }

    /** Drops the bytes of at most {@code limit} sessions that ended before {@code now}; tells of how many. */
    int sweep(Instant now, int limit) {
        return transactions.execute(_ -> {
            var ended = jdbc.sql("""
                            UPDATE upload.session SET swept = true WHERE id IN (
                                SELECT id FROM upload.session WHERE expires <= ? AND NOT swept
                                ORDER BY expires LIMIT ? FOR UPDATE SKIP LOCKED)
                            RETURNING id""").params(utc(now), limit).query(UUID.class).list();
            for (var id : ended) {
                deleteTail(new UploadId(id));
                jdbc.sql("DELETE FROM upload.chunk_run WHERE upload = ?")
                        .param(id)
                        .update();
            }
            return ended.size();
        });
    }

    /** Forgets at most {@code limit} sessions that ended before {@code end}; tells how many. */
    int forget(Instant end, int limit) {
        return jdbc.sql("""
                        DELETE FROM upload.session WHERE id IN (
                            SELECT id FROM upload.session WHERE expires <= ? ORDER BY expires LIMIT ?)""").params(utc(end), limit).update();
    }

    private static SessionState read(ResultSet row) throws SQLException {
        var size = row.getObject("size", Long.class);
        var content = row.getBytes("content");
        return new SessionState(
                new UploadId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account", UUID.class)),
                new SpaceId(row.getObject("space", UUID.class)),
                size,
                row.getLong("cut"),
                row.getLong("received"),
                content == null ? null : ContentId.ofDigest(content),
                row.getObject("expires", OffsetDateTime.class).toInstant());
    }

    private static byte @Nullable [] bytes(@Nullable ContentId content) {
        return content == null ? null : content.toBytes();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
