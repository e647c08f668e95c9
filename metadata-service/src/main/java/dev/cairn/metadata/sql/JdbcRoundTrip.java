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
 * <p>The driver splits a text at its semicolons and sends all parts before it reads the first answer ("pipelining", section 54.2.4 of
 * PostgreSQL's manual); what is planned once per connection stays so for each part. That is why what follows a statement that returns
 * rows has to be short, some {@value #BEHIND_ROWS_BYTES_MAX} bytes with all parameters: when both sides only send, and what is on its
 * way fills the buffers of the sockets, both wait for ever. Belongs to the transaction of the thread that sends it. Not thread-safe;
 * sent once.
 */
public final class JdbcRoundTrip {
    /** Less than the least that a connection takes before anybody reads. */
    public static final int BEHIND_ROWS_BYTES_MAX = 32 << 10;

    private final JdbcOperations jdbc;
    private final StringJoiner text = new StringJoiner(";\n");
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final List<PreparedStatementCallback<Boolean>> answers = new ArrayList<>();

    /** One with nothing in it yet. */
    public JdbcRoundTrip(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a statement that returns rows. */
    public <T> Rows<T> query(String statement, RowMapper<T> mapper, @Nullable Object... values) {
        var rows = new Rows<T>();
        add(
                statement,
                answered -> {
                    try (var answer = answered.getResultSet()) {
                        rows.set(read(answer, mapper));
                    }
                    return true;
                },
                values);
        return rows;
    }

    /** Adds a statement that returns none. */
    public void update(String statement, @Nullable Object... values) {
        add(statement, _ -> true, values);
    }

    private void add(String statement, PreparedStatementCallback<Boolean> answer, @Nullable Object... values) {
        text.add(statement);
        Collections.addAll(parameters, values);
        answers.add(answer);
    }

    private static <T> List<T> read(ResultSet answer, RowMapper<T> mapper) throws SQLException {
        var read = new ArrayList<T>();
        while (answer.next()) {
            read.add(mapper.mapRow(answer, read.size()));
        }
        return read;
    }

    /** Sends what was added, if anything, and waits. Spring's DataAccessException when one of the statements fails: then none counts. */
    public void send() {
        if (!answers.isEmpty()) {
            jdbc.execute(text.toString(), (PreparedStatementCallback<Boolean>) this::run);
        }
    }

    /** What it answers says nothing; Spring wants an answer. */
    private boolean run(PreparedStatement statement) throws SQLException {
        new ArgumentPreparedStatementSetter(parameters.toArray()).setValues(statement);
        statement.execute();
        for (var answer : answers) {
            answer.doInPreparedStatement(statement);
            statement.getMoreResults();
        }
        return true;
    }
}
