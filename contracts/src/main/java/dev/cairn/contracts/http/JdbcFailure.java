package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/**
 * Failures of the database that are no mistake of this program: it is away, its disk is full, or it was asked to hold or to look for a text
 * that it cannot hold. Where texts come in, they are checked with more words; this is for what nobody thought of.
 */
final class JdbcFailure {
    private static final String DISK_FULL = "53100";
    /** A NUL in a text, in one of JSON. */
    private static final Set<String> UNREADABLE = Set.of("22021", "22P05");

    private static final int CAUSES_MAX = 20;

    private JdbcFailure() {}

    /** What to tell of {@code failure}; empty when it is something else. */
    static Optional<ProblemException> of(Throwable failure) {
        var cause = failure;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (DISK_FULL.equals(sql.getSQLState())) {
                    return Optional.of(new ProblemException(Problem.STORAGE_FULL, "The database's disk is full"));
                }
                if (UNREADABLE.contains(String.valueOf(sql.getSQLState()))) {
                    return Optional.of(new ProblemException(
                            Problem.INVALID_REQUEST, "A text has a character that cannot be kept (U+0000)"));
                }
                if (isAway(sql)) {
                    return Optional.of(new ProblemException(Problem.UNAVAILABLE, "The database does not answer"));
                }
            }
        }
        return Optional.empty();
    }

    /** Classes 08 (connection), 57P (shutting down, starting) and 53300 (too many connections) of the SQL standard and PostgreSQL. */
    private static boolean isAway(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300");
    }
}
