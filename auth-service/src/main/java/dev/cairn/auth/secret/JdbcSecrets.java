package dev.cairn.auth.secret;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.AppPassword;
import dev.cairn.contracts.auth.S3Key;
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

/** The tables of app passwords and S3 keys. */
final class JdbcSecrets {
    private final JdbcClient jdbc;

    JdbcSecrets(JdbcDatabase database) {
        this.jdbc = database.jdbc();
    }

    record FoundPassword(
            UUID id, AccountId account, @Nullable Instant lastUsed) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record FoundKey(AccountId account, byte[] sealed) {}

    List<AppPassword> appPasswords(AccountId account) {
        return jdbc.sql("""
                        SELECT id, name, created, last_used FROM auth.app_password
                        WHERE account = :account ORDER BY created, id""")
                .param("account", account.value())
                .query((row, number) -> new AppPassword(
                        row.getObject("id", UUID.class).toString(),
                        row.getString("name"),
                        instant(row, "created"),
                        row.getObject("last_used") == null ? null : instant(row, "last_used"),
                        null))
                .list();
    }

    void insertAppPassword(UUID id, AccountId account, String name, byte[] hash, Instant created) {
        jdbc.sql("""
                        INSERT INTO auth.app_password (id, account, name, hash, created)
                        VALUES (:id, :account, :name, :hash, :created)""")
                .param("id", id)
                .param("account", account.value())
                .param("name", name)
                .param("hash", hash)
                .param("created", created.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean deleteAppPassword(AccountId account, UUID id) {
        return jdbc.sql("DELETE FROM auth.app_password WHERE id = :id AND account = :account")
                        .param("id", id)
                        .param("account", account.value())
                        .update()
                == 1;
    }

    Optional<FoundPassword> appPassword(byte[] hash) {
        return jdbc.sql("SELECT id, account, last_used FROM auth.app_password WHERE hash = :hash")
                .param("hash", hash)
                .query((row, number) -> new FoundPassword(
                        row.getObject("id", UUID.class),
                        new AccountId(row.getObject("account", UUID.class)),
                        row.getObject("last_used") == null ? null : instant(row, "last_used")))
                .optional();
    }

    void usedAppPassword(UUID id, Instant now) {
        jdbc.sql("UPDATE auth.app_password SET last_used = :now WHERE id = :id")
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<S3Key> s3Keys(AccountId account) {
        return jdbc.sql("""
                        SELECT access_key, name, created FROM auth.s3_key
                        WHERE account = :account ORDER BY created, access_key""")
                .param("account", account.value())
                .query((row, number) ->
                        new S3Key(row.getString("access_key"), null, row.getString("name"), instant(row, "created")))
                .list();
    }

    void insertS3Key(String accessKey, AccountId account, String name, byte[] sealed, Instant created) {
        jdbc.sql("""
                        INSERT INTO auth.s3_key (access_key, account, name, sealed_secret, created)
                        VALUES (:accessKey, :account, :name, :sealed, :created)""")
                .param("accessKey", accessKey)
                .param("account", account.value())
                .param("name", name)
                .param("sealed", sealed)
                .param("created", created.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean deleteS3Key(AccountId account, String accessKey) {
        return jdbc.sql("DELETE FROM auth.s3_key WHERE access_key = :accessKey AND account = :account")
                        .param("accessKey", accessKey)
                        .param("account", account.value())
                        .update()
                == 1;
    }

    Optional<FoundKey> s3Key(String accessKey) {
        return jdbc.sql("SELECT account, sealed_secret FROM auth.s3_key WHERE access_key = :accessKey")
                .param("accessKey", accessKey)
                .query((row, number) -> new FoundKey(
                        new AccountId(row.getObject("account", UUID.class)), row.getBytes("sealed_secret")))
                .optional();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
