package dev.cairn.metadata.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one of the statements of a {@link JdbcRoundTrip}, there once all were sent. */
public final class Rows<T> {
    private @Nullable List<T> rows;

    Rows() {}

    void set(List<T> read) {
        rows = List.copyOf(read);
    }

    /** In the order of the database; throws IllegalStateException before the trip. */
    public List<T> get() {
        if (rows == null) {
            throw new IllegalStateException("nobody has asked the database yet");
        }
        return rows;
    }
}
