package dev.cairn.auth.device;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.auth.DeviceReport;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of devices. */
final class JdbcDevices {
    private final JdbcClient jdbc;

    JdbcDevices(JdbcDatabase database) {
        this.jdbc = database.jdbc();
    }

    List<Device> of(AccountId account, int limit) {
        return jdbc.sql("""
                        SELECT id, name, created, last_seen, kind, client_version, state, waiting, behind_since, reported,
                            wipe_unsent, wipe_asked, wipe_heard, wipe_done, wipe_left
                        FROM auth.device
                        WHERE account = :account ORDER BY last_seen DESC, id LIMIT :limit""")
                .param("account", account.value())
                .param("limit", limit)
                .query((row, number) -> device(row))
                .list();
    }

    private static Device device(ResultSet row) throws SQLException {
        var id = new DeviceId(row.getObject("id", UUID.class));
        return new Device(
                id,
                row.getString("name"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                instant(row, "last_seen"),
                id.equals(Callers.current().device()),
                report(row),
                wipe(row));
    }

    private static Device.@Nullable Report report(ResultSet row) throws SQLException {
        var reported = instant(row, "reported");
        return reported == null
                ? null
                : new Device.Report(
                        row.getString("kind"),
                        row.getString("client_version"),
                        row.getString("state"),
                        row.getLong("waiting"),
                        instant(row, "behind_since"),
                        reported);
    }

    void report(DeviceId id, DeviceReport report, Instant now) {
        boolean level = report.waiting() == 0 && report.state().equals(DeviceReport.IN_SYNC);
        jdbc.sql("""
                        UPDATE auth.device SET kind = :kind, client_version = :version, state = :state, waiting = :waiting,
                            behind_since = CASE WHEN :level THEN NULL ELSE coalesce(behind_since, :now) END,
                            reported = :now, last_seen = :now
                        WHERE id = :id""")
                .param("id", id.value())
                .param("kind", report.kind())
                .param("version", report.version())
                .param("state", report.state())
                .param("waiting", report.waiting())
                .param("level", level)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Device.@Nullable Wipe wipe(ResultSet row) throws SQLException {
        var asked = instant(row, "wipe_asked");
        return asked == null
                ? null
                : new Device.Wipe(
                        row.getBoolean("wipe_unsent"),
                        asked,
                        instant(row, "wipe_heard"),
                        instant(row, "wipe_done"),
                        row.getObject("wipe_left", Integer.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    void rename(AccountId account, DeviceId id, String name) {
        jdbc.sql("UPDATE auth.device SET name = :name WHERE id = :id AND account = :account")
                .param("id", id.value())
                .param("account", account.value())
                .param("name", name)
                .update();
    }

    /** @param until how long its sign-in and its tokens are remembered from now on, good for nothing but telling it */
    void askWipe(AccountId account, DeviceId id, boolean unsentToo, Instant now, Instant until) {
        // An app password that is revoked takes its devices along, but not the order.
        int asked = jdbc.sql("""
                        UPDATE auth.device SET wipe_asked = coalesce(wipe_asked, :now), wipe_unsent = wipe_unsent OR :unsent,
                            app_password = NULL
                        WHERE id = :id AND account = :account AND wipe_done IS NULL""")
                .param("id", id.value())
                .param("account", account.value())
                .param("unsent", unsentToo)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (asked == 1) {
            remember("UPDATE auth.sign_in SET expires = greatest(expires, :until) WHERE id = :id", id, until);
            remember(
                    "UPDATE auth.sign_in_token SET expires = greatest(expires, :until) WHERE sign_in = :id AND kind = 'refresh'",
                    id,
                    until);
        }
    }

    private void remember(String sql, DeviceId id, Instant until) {
        jdbc.sql(sql)
                .param("id", id.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What was asked for, whatever came of it. */
    Optional<Device.Wipe> wipe(DeviceId id) {
        return jdbc.sql("""
                        SELECT wipe_unsent, wipe_asked, wipe_heard, wipe_done, wipe_left FROM auth.device
                        WHERE id = :id AND wipe_asked IS NOT NULL""")
                .param("id", id.value())
                .query((row, number) -> Objects.requireNonNull(wipe(row)))
                .optional();
    }

    void heardWipe(DeviceId id, Instant now) {
        jdbc.sql("""
                        UPDATE auth.device SET wipe_heard = coalesce(wipe_heard, :now), last_seen = :now
                        WHERE id = :id AND wipe_asked IS NOT NULL""")
                .param("id", id.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void wiped(DeviceId id, int left, Instant now) {
        jdbc.sql("UPDATE auth.device SET wipe_done = :now, wipe_left = :left WHERE id = :id AND wipe_done IS NULL")
                .param("id", id.value())
                .param("left", left)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    int count(AccountId account) {
        return jdbc.sql("SELECT count(*) FROM auth.device WHERE account = :account")
                .param("account", account.value())
                .query(Integer.class)
                .single();
    }

    void insert(DeviceId id, AccountId account, String name, @Nullable UUID appPassword, Instant now) {
        jdbc.sql("""
                        INSERT INTO auth.device (id, account, name, app_password, created, last_seen)
                        VALUES (:id, :account, :name, CAST(:appPassword AS uuid), :now, :now)""")
                .param("id", id.value())
                .param("account", account.value())
                .param("name", name)
                .param("appPassword", appPassword)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean delete(AccountId account, DeviceId id) {
        return jdbc.sql("DELETE FROM auth.device WHERE id = :id AND account = :account")
                        .param("id", id.value())
                        .param("account", account.value())
                        .update()
                == 1;
    }

    void seen(DeviceId id, Instant now) {
        jdbc.sql("UPDATE auth.device SET last_seen = :now WHERE id = :id")
                .param("id", id.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
