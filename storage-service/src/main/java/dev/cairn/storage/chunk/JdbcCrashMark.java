package dev.cairn.storage.chunk;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row of {@code storage.since_crash}, which is not in the log of the database, for each process; those of long ago go. */
final class JdbcCrashMark implements CrashMark {
    private final JdbcClient jdbc;
    private final UUID mark = UUID.randomUUID();

    JdbcCrashMark(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean stands() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM storage.since_crash WHERE mark = ?)")
                .param(mark)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void leave() {
        jdbc.sql("DELETE FROM storage.since_crash WHERE made < now() - interval '30 days'")
                .update();
        jdbc.sql("INSERT INTO storage.since_crash (mark) VALUES (?) ON CONFLICT DO NOTHING")
                .param(mark)
                .update();
    }
}
