package dev.cairn.metadata.group;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.metadata.Group;
import dev.cairn.contracts.metadata.GroupPerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables user_group and group_person. A group's row is the lock of who is in it and of what it is given. */
final class JdbcGroups {
    private static final String SELECT = """
            SELECT g.id, g.name, (SELECT count(*) FROM metadata.group_person p WHERE p.group_id = g.id) AS people
            FROM metadata.user_group g
            """;

    private final JdbcClient jdbc;

    JdbcGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Group> all(int limit) {
        return jdbc.sql(SELECT + "ORDER BY g.folded LIMIT ?")
                .param(limit)
                .query((row, _) -> group(row))
                .list();
    }

    Optional<Group> find(GroupId group) {
        return jdbc.sql(SELECT + "WHERE g.id = ?")
                .param(group.value())
                .query((row, _) -> group(row))
                .optional();
    }

    /** Whoever has it is alone with the group until the transaction ends. Taken before any space is. */
    Optional<Group> lock(GroupId group) {
        return jdbc.sql("SELECT id FROM metadata.user_group WHERE id = ? FOR UPDATE")
                .param(group.value())
                .query(UUID.class)
                .optional()
                .flatMap(_ -> find(group));
    }

    /** As {@link #lock}. */
    Optional<Group> lockByName(String folded) {
        return jdbc.sql("SELECT id FROM metadata.user_group WHERE folded = ? FOR UPDATE")
                .param(folded)
                .query(UUID.class)
                .optional()
                .flatMap(id -> find(new GroupId(id)));
    }

    /** False when the name is taken. */
    boolean insert(Group group, String folded, Instant now) {
        return jdbc.sql("""
                        INSERT INTO metadata.user_group (id, name, folded, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                        .params(group.id().value(), group.name(), folded, now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void delete(GroupId group) {
        jdbc.sql("DELETE FROM metadata.user_group WHERE id = ?")
                .param(group.value())
                .update();
    }

    List<GroupPerson> people(GroupId group) {
        return jdbc.sql(
                        "SELECT account_id, name FROM metadata.group_person WHERE group_id = ? ORDER BY name, account_id")
                .param(group.value())
                .query((row, _) -> new GroupPerson(new AccountId(row.getObject(1, UUID.class)), row.getString(2)))
                .list();
    }

    boolean contains(GroupId group, AccountId account) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM metadata.group_person WHERE group_id = ? AND account_id = ?)")
                .params(group.value(), account.value())
                .query(Boolean.class)
                .single();
    }

    void add(GroupId group, GroupPerson person) {
        jdbc.sql("""
                        INSERT INTO metadata.group_person (group_id, account_id, name) VALUES (?, ?, ?)
                        ON CONFLICT (group_id, account_id) DO UPDATE SET name = excluded.name""")
                .params(group.value(), person.account().value(), person.name())
                .update();
    }

    void remove(GroupId group, AccountId account) {
        jdbc.sql("DELETE FROM metadata.group_person WHERE group_id = ? AND account_id = ?")
                .params(group.value(), account.value())
                .update();
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(new GroupId(row.getObject("id", UUID.class)), row.getString("name"), row.getInt("people"));
    }
}
