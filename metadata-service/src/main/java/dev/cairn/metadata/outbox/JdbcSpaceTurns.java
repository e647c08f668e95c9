package dev.cairn.metadata.outbox;

import dev.cairn.contracts.id.SpaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Turns as advisory locks of a database session, outside any transaction: the broker is never called inside one, and a process
 * that dies gives its turn back with its connection.
 */
final class JdbcSpaceTurns implements SpaceTurns {
    private static final long PURPOSE = 0x6361_6972_6e6f_7574L;

    private final DataSource database;

    JdbcSpaceTurns(DataSource database) {
        this.database = database;
    }

    @Override
    public <T> Optional<T> tryWith(SpaceId space, Supplier<T> work) {
        try (var session = database.getConnection()) {
            if (!ask(session, "SELECT pg_try_advisory_lock(?)", key(space))) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                ask(session, "SELECT pg_advisory_unlock(?)", key(space));
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot take turns", e);
        }
    }

    private static boolean ask(Connection session, String question, long key) throws SQLException {
        try (var statement = session.prepareStatement(question)) {
            statement.setLong(1, key);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Two spaces with one key take turns needlessly, which is harmless. */
    private static long key(SpaceId space) {
        return space.value().getMostSignificantBits() ^ space.value().getLeastSignificantBits() ^ PURPOSE;
    }
}
