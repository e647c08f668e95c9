package dev.cairn.metadata.space;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import dev.cairn.metadata.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables space and member. */
final class JdbcSpaces {
    private static final String COLUMNS = """
            s.id, s.kind, s.name, s.slug, s.owner_id, s.root_id, s.epoch, s.sequence, s.kept_since, s.used_bytes, s.used_nodes,
            s.quota_bytes, s.fence, s.created_at""";
    private static final String WITH_ROLE =
            "SELECT " + COLUMNS + ", m.role FROM metadata.space s JOIN metadata.member m ON m.space_id = s.id ";

    private static final String LOCK =
            WITH_ROLE + "WHERE s.id = ? AND m.account_id = ? FOR UPDATE OF s FOR KEY SHARE OF m";
    private static final String WRITE = """
            UPDATE metadata.space SET sequence = ?, kept_since = ?, used_bytes = ?, used_nodes = ?, quota_bytes = ? WHERE id = ?""";

    private final JdbcClient jdbc;

    JdbcSpaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The caller's access to a space. */
    Optional<Access> find(SpaceId space, Caller caller) {
        return jdbc.sql(WITH_ROLE + "WHERE s.id = ? AND m.account_id = ?")
                .param(space.value())
                .param(caller.account().value())
                .query((row, _) -> access(row, caller))
                .optional();
    }

    /**
     * As {@link #find}; the space's row stays locked until the transaction ends. The member's row is locked too, which makes
     * the database look again after it has waited: a role taken away in the meantime does not count.
     */
    Optional<Access> lock(SpaceId space, Caller caller) {
        return jdbc.sql(LOCK)
                .param(space.value())
                .param(caller.account().value())
                .query((row, _) -> access(row, caller))
                .optional();
    }

    /** As {@link #lock(SpaceId, Caller)}, with others on their way; no row or one. */
    Rows<Access> lock(JdbcRoundTrip trip, SpaceId space, Caller caller) {
        return trip.query(
                LOCK,
                (row, _) -> access(row, caller),
                space.value(),
                caller.account().value());
    }

    /** The space of this slug that the caller is a member of. */
    Optional<Access> bySlug(String slug, Caller caller) {
        return jdbc.sql(WITH_ROLE + "WHERE s.slug = ? AND m.account_id = ?")
                .param(slug)
                .param(caller.account().value())
                .query((row, _) -> access(row, caller))
                .optional();
    }

    /** The caller's personal space. */
    Optional<Access> personal(Caller caller) {
        return jdbc.sql(WITH_ROLE + "WHERE s.owner_id = ? AND s.kind = 'PERSONAL' AND m.account_id = s.owner_id")
                .param(caller.account().value())
                .query((row, _) -> access(row, caller))
                .optional();
    }

    /** The caller's spaces, the personal one first, then by name. */
    List<Access> all(Caller caller, int limit) {
        return jdbc.sql(WITH_ROLE + """
                        WHERE m.account_id = ?
                        ORDER BY (s.kind = 'PERSONAL' AND s.owner_id = m.account_id) DESC, s.name COLLATE "C", s.id LIMIT ?""")
                .param(caller.account().value())
                .param(limit)
                .query((row, _) -> access(row, caller))
                .list();
    }

    /** A space, whoever asks. */
    Optional<SpaceEntry> findForUpkeep(SpaceId space) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM metadata.space s WHERE s.id = ?")
                .param(space.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** A space, whoever asks; its row stays locked until the transaction ends. */
    Optional<SpaceEntry> lockForAdmin(SpaceId space) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM metadata.space s WHERE s.id = ? FOR UPDATE")
                .param(space.value())
                .query((row, _) -> entry(row))
                .optional();
    }

    /** Makes a space; false when its slug or its owner's place for a personal space is taken. */
    boolean insert(SpaceEntry space) {
        return jdbc.sql("""
                        INSERT INTO metadata.space (id, kind, name, slug, owner_id, root_id, epoch, sequence, quota_bytes, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                        .param(space.id().value())
                        .param(space.kind().name())
                        .param(space.name())
                        .param(space.slug())
                        .param(space.owner().value())
                        .param(space.root().value())
                        .param(space.epoch())
                        .param(space.sequence())
                        .param(space.quotaBytes())
                        .param(utc(space.created()))
                        .update()
                == 1;
    }

    /** Makes the root folder of a new space. */
    void insertRoot(SpaceEntry space) {
        jdbc.sql("""
                        INSERT INTO metadata.node (space_id, id, name, folded, folder, sequence, modified_s, modified_ns)
                        VALUES (?, ?, '', '', true, ?, ?, 0)""")
                .param(space.id().value())
                .param(space.root().value())
                .param(space.sequence())
                .param(space.created().getEpochSecond())
                .update();
    }

    void write(SpaceEntry space) {
        jdbc.sql(WRITE).params(columns(space)).update();
    }

    /** As {@link #write(SpaceEntry)}, with others on their way. */
    void write(JdbcRoundTrip trip, SpaceEntry space) {
        trip.update(WRITE, columns(space));
    }

    private static @Nullable Object[] columns(SpaceEntry space) {
        return new @Nullable Object[] {
            space.sequence(),
            space.keptSince(),
            space.usedBytes(),
            space.usedNodes(),
            space.quotaBytes(),
            space.id().value()
        };
    }

    /** Deletes a space and everything in it, and remembers that it was here; the last word about it stays in the outbox. */
    void delete(SpaceId space, Instant now) {
        jdbc.sql("INSERT INTO metadata.deleted_space (id, at) VALUES (?, ?)")
                .params(space.value(), utc(now))
                .update();
        for (var table : List.of("operation", "tombstone", "link", "version", "node")) {
            jdbc.sql("DELETE FROM metadata." + table + " WHERE space_id = ?")
                    .param(space.value())
                    .update();
        }
        jdbc.sql("DELETE FROM metadata.space WHERE id = ?").param(space.value()).update();
    }

    /** Whether a file or folder besides the root exists that is not in the trash. */
    boolean holdsLiveNodes(SpaceEntry space) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM metadata.node WHERE space_id = ? AND parent_id = ? AND trashed_at IS NULL)")
                .param(space.id().value())
                .param(space.root().value())
                .query(Boolean.class)
                .single();
    }

    List<Member> members(SpaceId space, int limit) {
        return jdbc.sql(
                        "SELECT account_id, name, role FROM metadata.member WHERE space_id = ? ORDER BY name, account_id LIMIT ?")
                .param(space.value())
                .param(limit)
                .query((row, _) -> member(row))
                .list();
    }

    Optional<Member> member(SpaceId space, AccountId account) {
        return jdbc.sql("SELECT account_id, name, role FROM metadata.member WHERE space_id = ? AND account_id = ?")
                .param(space.value())
                .param(account.value())
                .query((row, _) -> member(row))
                .optional();
    }

    /** Owners and members of a space. */
    int count(SpaceId space, boolean ownersOnly) {
        return jdbc.sql("SELECT count(*) FROM metadata.member WHERE space_id = ? AND (role = 'OWNER' OR NOT ?)")
                .param(space.value())
                .param(ownersOnly)
                .query(Integer.class)
                .single();
    }

    void putMember(SpaceId space, Member member, AccountId by, Instant at) {
        jdbc.sql("""
                        INSERT INTO metadata.member (space_id, account_id, name, role, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (space_id, account_id) DO UPDATE SET name = excluded.name, role = excluded.role""")
                .param(space.value())
                .param(member.account().value())
                .param(member.name())
                .param(member.role().name())
                .param(utc(at))
                .param(by.value())
                .update();
    }

    void removeMember(SpaceId space, AccountId account) {
        jdbc.sql("DELETE FROM metadata.member WHERE space_id = ? AND account_id = ?")
                .param(space.value())
                .param(account.value())
                .update();
    }

    private static Access access(ResultSet row, Caller caller) throws SQLException {
        return new Access(entry(row), SpaceRole.valueOf(row.getString("role")), caller);
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("name"),
                SpaceRole.valueOf(row.getString("role")));
    }

    private static SpaceEntry entry(ResultSet row) throws SQLException {
        return new SpaceEntry(
                new SpaceId(row.getObject("id", UUID.class)),
                SpaceKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("slug"),
                new AccountId(row.getObject("owner_id", UUID.class)),
                new NodeId(row.getObject("root_id", UUID.class)),
                row.getLong("epoch"),
                row.getLong("sequence"),
                row.getLong("kept_since"),
                row.getLong("used_bytes"),
                row.getLong("used_nodes"),
                row.getObject("quota_bytes", Long.class),
                row.getLong("fence"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
