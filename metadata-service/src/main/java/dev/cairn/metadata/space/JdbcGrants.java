package dev.cairn.metadata.space;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table space_grant: what was given. */
final class JdbcGrants {
    private static final String SELECT = """
            SELECT g.principal_id, g.kind, g.name, g.role, g.added_at, g.added_by_name FROM metadata.space_grant g
            WHERE g.space_id = ?
            """;
    private static final String REACHES = """
             AND ((g.kind = 'ACCOUNT' AND g.principal_id = %1$s) OR (g.kind = 'GROUP' AND EXISTS (SELECT 1
                FROM metadata.group_person p WHERE p.group_id = g.principal_id AND p.account_id = %1$s) AND NOT EXISTS (SELECT 1
                FROM metadata.declined d WHERE d.space_id = g.space_id AND d.account_id = %1$s)))""";

    private final JdbcClient jdbc;

    JdbcGrants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Groups first, by name. */
    List<SpaceGrant> of(SpaceId space, int limit) {
        return jdbc.sql(SELECT + "ORDER BY g.kind DESC, g.name, g.principal_id LIMIT ?")
                .params(space.value(), limit)
                .query((row, _) -> grant(row))
                .list();
    }

    int count(SpaceId space) {
        return jdbc.sql("SELECT count(*) FROM metadata.space_grant WHERE space_id = ?")
                .param(space.value())
                .query(Integer.class)
                .single();
    }

    Optional<SpaceGrant> find(SpaceId space, UUID principal) {
        return jdbc.sql(SELECT + "AND g.principal_id = ?")
                .params(space.value(), principal)
                .query((row, _) -> grant(row))
                .optional();
    }

    /** What an account was given itself or by a group it is in. */
    List<SpaceGrant> reaching(SpaceId space, AccountId account) {
        return jdbc.sql(SELECT + REACHES.formatted("?"))
                .params(space.value(), account.value(), account.value(), account.value())
                .query((row, _) -> grant(row))
                .list();
    }

    /** The greatest role of each of these accounts that has any. */
    Map<AccountId, SpaceRole> greatest(SpaceId space, Collection<AccountId> accounts) {
        var roles = new HashMap<AccountId, SpaceRole>();
        jdbc.sql("""
                        SELECT k.id, g.role FROM unnest(?::uuid[]) k(id) JOIN metadata.space_grant g ON g.space_id = ?
                        """ + REACHES.formatted("k.id"))
                .param(new SqlArrayValue(
                        "uuid", accounts.stream().map(AccountId::value).toArray()))
                .param(space.value())
                .query((row, _) ->
                        Map.entry(new AccountId(row.getObject(1, UUID.class)), SpaceRole.valueOf(row.getString(2))))
                .list()
                .forEach(given -> roles.merge(given.getKey(), given.getValue(), SpaceRole::or));
        return roles;
    }

    void put(SpaceId space, SpaceGrant grant) {
        jdbc.sql("""
                        INSERT INTO metadata.space_grant (space_id, principal_id, kind, name, role, added_at, added_by_name)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (space_id, principal_id) DO UPDATE SET name = excluded.name,
                            role = excluded.role, added_at = excluded.added_at, added_by_name = excluded.added_by_name""")
                .param(space.value())
                .param(grant.id())
                .param(grant.kind().name())
                .param(grant.name())
                .param(grant.role().name())
                .param(grant.since().atOffset(ZoneOffset.UTC))
                .param(grant.by())
                .update();
    }

    void remove(SpaceId space, UUID principal) {
        jdbc.sql("DELETE FROM metadata.space_grant WHERE space_id = ? AND principal_id = ?")
                .params(space.value(), principal)
                .update();
    }

    /** From now on no group's grant reaches this account. */
    void decline(SpaceId space, AccountId account) {
        jdbc.sql("INSERT INTO metadata.declined (space_id, account_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(space.value(), account.value())
                .update();
    }

    /** Groups' grants reach this account again. */
    void accept(SpaceId space, UUID account) {
        jdbc.sql("DELETE FROM metadata.declined WHERE space_id = ? AND account_id = ?")
                .params(space.value(), account)
                .update();
    }

    /** In the order of their ids. */
    List<SpaceId> spacesOf(GroupId group) {
        return jdbc.sql("""
                        SELECT space_id FROM metadata.space_grant WHERE kind = 'GROUP' AND principal_id = ? ORDER BY space_id""")
                .param(group.value())
                .query((row, _) -> new SpaceId(row.getObject(1, UUID.class)))
                .list();
    }

    private static SpaceGrant grant(ResultSet row) throws SQLException {
        return new SpaceGrant(
                SpaceGrant.Kind.valueOf(row.getString("kind")),
                row.getObject("principal_id", UUID.class),
                row.getString("name"),
                SpaceRole.valueOf(row.getString("role")),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getString("added_by_name"));
    }
}
