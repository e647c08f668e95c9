package dev.cairn.contracts.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcFailureTest {
    @Test
    void aFullDiskAndAnAbsentDatabaseAreToldAsWhatTheyAre() {
        assertThat(problem(new SQLException("No space left on device", "53100")))
                .isEqualTo(Problem.STORAGE_FULL);
        assertThat(problem(new SQLTransientConnectionException("cairn - Connection is not available")))
                .isEqualTo(Problem.UNAVAILABLE);
        for (var state : List.of("08006", "57P01", "57P03", "53300")) {
            assertThat(problem(new SQLException("away", state))).as(state).isEqualTo(Problem.UNAVAILABLE);
        }
    }

    @Test
    void aTextNoDatabaseHoldsIsAMistakeOfTheCaller() {
        for (var state : List.of("22021", "22P05")) {
            assertThat(problem(new SQLException("invalid byte sequence", state)))
                    .as(state)
                    .isEqualTo(Problem.INVALID_REQUEST);
        }
    }

    @Test
    void everythingElseIsAMistakeOfThisProgram() {
        assertThat(JdbcFailure.of(new IllegalStateException(new SQLException("duplicate", "23505"))))
                .isEmpty();
        assertThat(JdbcFailure.of(new IllegalStateException())).isEmpty();
    }

    private static Problem problem(SQLException failure) {
        return JdbcFailure.of(new IllegalStateException("wrapped", new IllegalStateException(failure)))
                .map(ProblemException::problem)
                .orElseThrow();
    }
}
