package dev.cairn.auth.device;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
                        SELECT id, name, created, last_seen FROM auth.device
                        WHERE account = :account ORDER BY last_seen DESC, id LIMIT :limit""")
                .param("account", account.value())
                .param("limit", limit)
                .query((row, number) -> new Device(
                        new DeviceId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getObject("created", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen", OffsetDateTime.class).toInstant()))
                .list();
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
