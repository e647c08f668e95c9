package dev.cairn.auth.account;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.id.AccountId;
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

/** The table of accounts. */
final class JdbcAccounts {
    private static final String COLUMNS =
            "id, name, display_name, email, admin, enabled, password_hash, generation, created";

    /** Any number, the same for all processes: serialises what decides about administrators. */
    private static final long ADMINISTRATORS_LOCK = 0x6361_6972_6e01L;

    private final JdbcClient jdbc;

    JdbcAccounts(JdbcDatabase database) {
        this.jdbc = database.jdbc();
    }

    /** Adds the account; false when the name is taken. */
    boolean insert(StoredAccount account, String key) {
        return jdbc.sql("""
                        INSERT INTO auth.account (id, name, name_key, display_name, email, admin, enabled, password_hash, generation, created)
                        VALUES (:id, :name, :key, :displayName, :email, :admin, :enabled, :hash, :generation, :created)
                        ON CONFLICT (name_key) DO NOTHING""")
                        .param("id", account.id().value())
                        .param("name", account.name())
                        .param("key", key)
                        .param("displayName", account.displayName())
                        .param("email", account.email())
                        .param("admin", account.admin())
                        .param("enabled", account.enabled())
                        .param("hash", account.passwordHash())
                        .param("generation", account.generation())
                        .param("created", utc(account.created()))
                        .update()
                == 1;
    }

    /** Writes all that can change. */
    void update(StoredAccount account) {
        jdbc.sql("""
                        UPDATE auth.account SET display_name = :displayName, email = :email, admin = :admin,
                            enabled = :enabled, password_hash = :hash, generation = :generation
                        WHERE id = :id""")
                .param("id", account.id().value())
                .param("displayName", account.displayName())
                .param("email", account.email())
                .param("admin", account.admin())
                .param("enabled", account.enabled())
                .param("hash", account.passwordHash())
                .param("generation", account.generation())
                .update();
    }

    Optional<StoredAccount> byId(AccountId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM auth.account WHERE id = :id")
                .param("id", id.value())
                .query(JdbcAccounts::account)
                .optional();
    }

    Optional<StoredAccount> byKey(String key) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM auth.account WHERE name_key = :key")
                .param("key", key)
                .query(JdbcAccounts::account)
                .optional();
    }

    /** As {@link #byKey}, and nobody else changes it until the transaction ends. */
    Optional<StoredAccount> lockByKey(String key) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM auth.account WHERE name_key = :key FOR UPDATE")
                .param("key", key)
                .query(JdbcAccounts::account)
                .optional();
    }

    List<StoredAccount> after(@Nullable String key, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM auth.account WHERE name_key > :key ORDER BY name_key LIMIT :limit")
                .param("key", key == null ? "" : key)
                .param("limit", limit)
                .query(JdbcAccounts::account)
                .list();
    }

    /** Holds, until the transaction ends, everybody else off deciding who administers. */
    void lockAdministrators() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", ADMINISTRATORS_LOCK)
                .query((row, number) -> true)
                .list();
    }

    /** Enabled administrators. */
    int administrators() {
        return jdbc.sql("SELECT count(*) FROM auth.account WHERE admin AND enabled")
                .query(Integer.class)
                .single();
    }

    private static StoredAccount account(ResultSet row, int number) throws SQLException {
        return new StoredAccount(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("email"),
                row.getBoolean("admin"),
                row.getBoolean("enabled"),
                row.getString("password_hash"),
                row.getInt("generation"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
