package dev.cairn.storage.chunk;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/** What a failing database means to a caller. */
final class JdbcFailures {
    private static final String DISK_FULL = "53100";

    private JdbcFailures() {}

    static ProblemException problem(DataAccessException e) {
        if (e.getMostSpecificCause() instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
            return new ProblemException(Problem.STORAGE_FULL, "The server's database has no room", e);
        }
        return new ProblemException(Problem.UNAVAILABLE, "The storage index does not answer", e);
    }
}
