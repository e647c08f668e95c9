package dev.cairn.metadata.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;

/**
 * Statements that do not need each other's answers, sent together: the database runs them in order, each seeing what those before it
 * did, and there is one wait for all. With a dozen statements in a transaction that holds a lock, waiting is most of the time.
 *
 * <p>The driver splits a text at its semicolons and sends all parts before it reads the first answer ("pipelining" in the
 * PostgreSQL protocol, section 54.2.4 of its manual); what is planned once per connection stays so for each part. Belongs to the
 * transaction of the thread that sends it. Not thread-safe; sent once.
 */
public final class RoundTrip {
    private final JdbcOperations jdbc;
    private final StringJoiner text = new StringJoiner(";\n");
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final List<Rows<?>> parts = new ArrayList<>();

    /** One with nothing in it yet. */
    public RoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows of one of the statements, there once all were sent. */
    public static final class Rows<T> {
        private final @Nullable RowMapper<T> mapper;
        private @Nullable List<T> rows;

        private Rows(@Nullable RowMapper<T> mapper) {
            this.mapper = mapper;
        }

        /** In the order of the database; throws IllegalStateException before the trip. */
        public List<T> get() {
            if (rows == null) {
                throw new IllegalStateException("nobody has asked the database yet");
            }
            return rows;
        }

        private void read(PreparedStatement statement) throws SQLException {
            var read = new ArrayList<T>();
            if (mapper != null) {
                try (var answer = statement.getResultSet()) {
                    readAll(answer, mapper, read);
                }
            }
            rows = Collections.unmodifiableList(read);
        }

        private static <T> void readAll(ResultSet answer, RowMapper<T> mapper, List<T> read) throws SQLException {
            while (answer.next()) {
                read.add(mapper.mapRow(answer, read.size()));
            }
        }
    }

    /** Adds a statement that returns rows. */
    public <T> Rows<T> query(String statement, RowMapper<T> mapper, @Nullable Object... values) {
        return add(statement, new Rows<>(mapper), values);
    }

    /** Adds a statement that returns none. */
    public void update(String statement, @Nullable Object... values) {
        add(statement, new Rows<>(null), values);
    }

    private <T> Rows<T> add(String statement, Rows<T> rows, @Nullable Object... values) {
        text.add(statement);
        Collections.addAll(parameters, values);
        parts.add(rows);
        return rows;
    }

    /** Sends what was added, if anything, and waits. Spring's DataAccessException when one of the statements fails: then none counts. */
    public void send() {
        if (!parts.isEmpty()) {
            var sql = text.toString();
            jdbc.execute(sql, (PreparedStatementCallback<Boolean>) this::run);
        }
    }

    /** The answer says nothing; Spring wants one. */
    private boolean run(PreparedStatement statement) throws SQLException {
        new ArgumentPreparedStatementSetter(parameters.toArray()).setValues(statement);
        statement.execute();
        for (var part : parts) {
            part.read(statement);
            statement.getMoreResults();
        }
        return true;
    }
}
