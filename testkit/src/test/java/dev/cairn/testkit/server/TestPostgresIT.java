package dev.cairn.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class TestPostgresIT {
    @Test
    void givesEveryCallerADatabaseOfItsOwn() throws SQLException {
        var one = TestPostgres.newDatabase();
        var other = TestPostgres.newDatabase();
        try (var connection = one.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (id int)");
        }
        try (var connection = other.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'mine'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }
}
