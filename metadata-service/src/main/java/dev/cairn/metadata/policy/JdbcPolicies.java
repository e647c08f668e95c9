package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SpacePolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables policy and default_policy. */
final class JdbcPolicies {
    private static final String COLUMNS = "versions_max, version_days, thinning, trash_days";

    private final JdbcClient jdbc;

    JdbcPolicies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the space follows. */
    SpacePolicy of(SpaceId space) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM metadata.policy WHERE space_id = ?")
                .param(space.value())
                .query((row, _) -> new SpacePolicy(policy(row), false))
                .optional()
                .orElseGet(() -> new SpacePolicy(byDefault(), true));
    }

    /** What spaces without a policy of their own follow. */
    RetentionPolicy byDefault() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM metadata.default_policy")
                .query((row, _) -> policy(row))
                .optional()
                .orElse(RetentionPolicy.KEEP_ALL);
    }

    void put(SpaceId space, RetentionPolicy policy) {
        limits(jdbc.sql("""
                        INSERT INTO metadata.policy (space_id, versions_max, version_days, thinning, trash_days) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (space_id) DO UPDATE SET versions_max = excluded.versions_max,
                            version_days = excluded.version_days, thinning = excluded.thinning, trash_days = excluded.trash_days""").param(space.value()), policy);
    }

    void remove(SpaceId space) {
        jdbc.sql("DELETE FROM metadata.policy WHERE space_id = ?")
                .param(space.value())
                .update();
    }

    void putDefault(RetentionPolicy policy) {
        limits(jdbc.sql("""
                        INSERT INTO metadata.default_policy (versions_max, version_days, thinning, trash_days) VALUES (?, ?, ?, ?)
                        ON CONFLICT (single) DO UPDATE SET versions_max = excluded.versions_max,
                            version_days = excluded.version_days, thinning = excluded.thinning, trash_days = excluded.trash_days"""), policy);
    }

    private static void limits(JdbcClient.StatementSpec statement, RetentionPolicy policy) {
        statement
                .param(policy.versionsMax())
                .param(policy.versionDays())
                .param(policy.thinning())
                .param(policy.trashDays())
                .update();
    }

    private static RetentionPolicy policy(ResultSet row) throws SQLException {
        return new RetentionPolicy(
                row.getObject("versions_max", Integer.class),
                row.getObject("version_days", Integer.class),
                row.getBoolean("thinning"),
                row.getObject("trash_days", Integer.class));
    }
}
