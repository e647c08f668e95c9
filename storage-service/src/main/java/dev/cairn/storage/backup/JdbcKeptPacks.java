package dev.cairn.storage.backup;

import dev.cairn.storage.pack.PackId;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which packs the index means to keep. */
final class JdbcKeptPacks {
    private final JdbcClient jdbc;

    JdbcKeptPacks(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** Whether the pack should be there now; false: the collector has done away with it, or is about to. */
    boolean isKept(PackId pack) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM storage.packs WHERE pack = ? AND state IN ('KEPT', 'HELD', 'TRASHED'))")
                .param(pack.value())
                .query(Boolean.class)
                .single();
    }
}
