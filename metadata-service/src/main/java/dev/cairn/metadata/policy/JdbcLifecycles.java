package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table lifecycle_rule. */
final class JdbcLifecycles {
    private final JdbcClient jdbc;

    JdbcLifecycles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Lifecycle of(SpaceId space) {
        return new Lifecycle(of(List.of(space)).getOrDefault(space, List.of()));
    }

    /** The rules of those of these spaces that have any. */
    Map<SpaceId, List<LifecycleRule>> of(List<SpaceId> spaces) {
        var rules = new HashMap<SpaceId, List<LifecycleRule>>();
        jdbc.sql("""
                        SELECT space_id, id, enabled, prefix, expire_days, abort_days FROM metadata.lifecycle_rule
                        WHERE space_id = ANY (?::uuid[]) ORDER BY space_id, number""")
                .param(new SqlArrayValue(
                        "uuid", spaces.stream().map(SpaceId::value).toArray()))
                .query((row, _) -> rules.computeIfAbsent(
                                new SpaceId(row.getObject("space_id", UUID.class)), _ -> new ArrayList<>())
                        .add(new LifecycleRule(
                                row.getString("id"),
                                row.getBoolean("enabled"),
                                row.getString("prefix"),
                                row.getObject("expire_days", Integer.class),
                                row.getObject("abort_days", Integer.class))))
                .list();
        return rules;
    }

    /** In the place of what is there. */
    void put(SpaceId space, List<LifecycleRule> rules) {
        jdbc.sql("DELETE FROM metadata.lifecycle_rule WHERE space_id = ?")
                .param(space.value())
                .update();
        int number = 0;
        for (var rule : rules) {
            jdbc.sql("""
                            INSERT INTO metadata.lifecycle_rule (space_id, number, id, enabled, prefix, expire_days, abort_days)
                            VALUES (?, ?, ?, ?, ?, ?, ?)""")
                    .param(space.value())
                    .param(number++)
                    .param(rule.id())
                    .param(rule.enabled())
                    .param(rule.prefix())
                    .param(rule.expireDays())
                    .param(rule.abortDays())
                    .update();
        }
    }
}
