package dev.cairn.metadata.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testkit.server.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

final class JdbcRoundTripIT {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE);
    private static final TransactionTemplate TRANSACTIONS =
            new TransactionTemplate(new JdbcTransactionManager(DATABASE));

    static {
        JDBC.execute("CREATE TABLE number (n int PRIMARY KEY, word text)");
    }

    private final JdbcRoundTrip trip = new JdbcRoundTrip(JDBC);

    @Test
    void eachStatementSeesWhatThoseBeforeItDid() {
        trip.update("INSERT INTO number SELECT n, ? FROM generate_series(1, ?) n", "new; or old?", 3);
        var inserted =
                trip.query("SELECT n, word FROM number WHERE n <= ? ORDER BY n", (row, _) -> row.getString(2), 2);
        trip.update("UPDATE number SET word = ? WHERE n = ?", null, 2);
        var none = trip.query("SELECT n FROM number WHERE n < ?", (row, _) -> row.getInt(1), 1);
        var updated = trip.query("SELECT n FROM number WHERE word IS NULL", (row, _) -> row.getInt(1));
        TRANSACTIONS.executeWithoutResult(status -> {
            trip.send();
            status.setRollbackOnly();
        });

        assertThat(inserted.get()).containsExactly("new; or old?", "new; or old?");
        assertThat(none.get()).isEmpty();
        assertThat(updated.get()).containsExactly(2);
    }

    /** After some uses of one text on one connection the driver has the server keep its plans. */
    @Test
    void isAnsweredTheSameWhenItsPlansAreKept() {
        TRANSACTIONS.executeWithoutResult(_ -> {
            for (int i = 0; i < 20; i++) {
                var again = new JdbcRoundTrip(JDBC);
                var one = again.query("SELECT ?::int + 1", (row, _) -> row.getInt(1), i);
                var other = again.query("SELECT ?::text || ?", (row, _) -> row.getString(1), "a" + i, "b");
                again.send();
                assertThat(one.get()).containsExactly(i + 1);
                assertThat(other.get()).containsExactly("a" + i + "b");
            }
        });
    }

    @Test
    void nothingCountsWhenOneStatementIsRefused() {
        trip.update("INSERT INTO number VALUES (?, ?)", 7, "seven");
        trip.update("INSERT INTO number VALUES (?, ?)", 7, "again");

        assertThatThrownBy(() -> TRANSACTIONS.executeWithoutResult(_ -> trip.send()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(JDBC.queryForList("SELECT n FROM number WHERE n = 7")).isEmpty();
    }

    @Test
    void rowsAreThereAfterTheTripOnly() {
        var rows = trip.query("SELECT 1", (row, _) -> row.getInt(1));

        assertThatIllegalStateException().isThrownBy(rows::get);
    }

    @Test
    void withNothingToAskNobodyIsAsked() {
        new JdbcRoundTrip(new JdbcTemplate()).send();
    }
}
