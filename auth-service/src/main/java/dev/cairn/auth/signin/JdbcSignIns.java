package dev.cairn.auth.signin;

import dev.cairn.auth.account.OpenSessions;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.signin.StoredToken.Kind;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of sign-ins and their tokens. */
final class JdbcSignIns implements OpenSessions {
    private final JdbcClient jdbc;

    JdbcSignIns(JdbcDatabase database) {
        this.jdbc = database.jdbc();
    }

    /** Adds the sign-in. */
    void insert(SignIn signIn, Instant expires) {
        jdbc.sql("""
                        INSERT INTO auth.sign_in (id, account, client, grant_type, scopes, request, signed_in, expires)
                        VALUES (:id, :account, :client, :grantType, CAST(:scopes AS text[]), CAST(:request AS jsonb), :signedIn, :expires)""")
                .param("id", signIn.id())
                .param("account", signIn.account().value())
                .param("client", signIn.client())
                .param("grantType", signIn.grantType())
                .param("scopes", signIn.scopes().toArray(String[]::new))
                .param("request", signIn.request())
                .param("signedIn", utc(signIn.signedIn()))
                .param("expires", utc(expires))
                .update();
    }

    /** The sign-in, if it has not ended. */
    Optional<SignIn> find(UUID id, Instant now) {
        return jdbc.sql("""
                        SELECT s.id, s.account, s.device, d.app_password IS NOT NULL AS with_app_password, s.client,
                            s.grant_type, s.scopes, s.request, s.signed_in
                        FROM auth.sign_in s LEFT JOIN auth.device d ON d.id = s.device
                        WHERE s.id = :id AND s.expires > :now""")
                .param("id", id)
                .param("now", utc(now))
                .query(JdbcSignIns::signIn)
                .optional();
    }

    void bind(UUID id, DeviceId device) {
        jdbc.sql("UPDATE auth.sign_in SET device = :device WHERE id = :id")
                .param("id", id)
                .param("device", device.value())
                .update();
    }

    void extend(UUID id, Instant expires) {
        jdbc.sql("UPDATE auth.sign_in SET expires = greatest(expires, :expires) WHERE id = :id")
                .param("id", id)
                .param("expires", utc(expires))
                .update();
    }

    /** Ends a sign-in: its tokens go, and its device. */
    void end(UUID id) {
        // The device has the id of its sign-in, and takes it along; a browser has no device.
        jdbc.sql("DELETE FROM auth.device WHERE id = :id").param("id", id).update();
        jdbc.sql("DELETE FROM auth.sign_in WHERE id = :id").param("id", id).update();
    }

    /** Ends a sign-in and leaves its device in the list. */
    void forget(UUID id) {
        jdbc.sql("DELETE FROM auth.sign_in WHERE id = :id").param("id", id).update();
    }

    @Override
    public void endAll(AccountId account, @Nullable DeviceId except) {
        var id = except == null ? null : except.value();
        jdbc.sql("DELETE FROM auth.device WHERE account = :account AND id IS DISTINCT FROM CAST(:except AS uuid)"
                        + " AND wipe_asked IS NULL")
                .param("account", account.value())
                .param("except", id)
                .update();
        jdbc.sql(
                        "DELETE FROM auth.sign_in WHERE account = :account AND id IS DISTINCT FROM CAST(:except AS uuid)"
                                // A device that is to be wiped gets no tokens; it must be told apart when it asks for
                                // some.
                                + " AND NOT EXISTS (SELECT FROM auth.device d WHERE d.id = sign_in.id AND d.wipe_asked IS NOT NULL)")
                .param("account", account.value())
                .param("except", id)
                .update();
    }

    /** Deletes what has expired. */
    void purge(Instant now) {
        jdbc.sql("DELETE FROM auth.device WHERE id IN (SELECT device FROM auth.sign_in WHERE expires <= :now)")
                .param("now", utc(now))
                .update();
        jdbc.sql("DELETE FROM auth.sign_in WHERE expires <= :now")
                .param("now", utc(now))
                .update();
        jdbc.sql("DELETE FROM auth.sign_in_token WHERE expires <= :now")
                .param("now", utc(now))
                .update();
    }

    /** Adds a token; false when it is there. */
    boolean insert(byte[] hash, UUID signIn, Kind kind, Instant issued, Instant expires) {
        return jdbc.sql("""
                        INSERT INTO auth.sign_in_token (hash, sign_in, kind, issued, expires)
                        VALUES (:hash, :signIn, :kind, :issued, :expires) ON CONFLICT (hash) DO NOTHING""")
                        .param("hash", hash)
                        .param("signIn", signIn)
                        .param("kind", kind.column())
                        .param("issued", utc(issued))
                        .param("expires", utc(expires))
                        .update()
                == 1;
    }

    Optional<StoredToken> token(byte[] hash) {
        return jdbc.sql("""
                        SELECT sign_in, kind, issued, expires, used, voided, attempt FROM auth.sign_in_token
                        WHERE hash = :hash""").param("hash", hash).query(JdbcSignIns::token).optional();
    }

    /** Marks a token as exchanged; false when it was exchanged, or replaced, before. */
    boolean use(byte[] hash, Instant now) {
        return jdbc.sql("""
                        UPDATE auth.sign_in_token SET used = :now
                        WHERE hash = :hash AND used IS NULL AND voided IS NULL""").param("hash", hash).param("now", utc(now)).update() == 1;
    }

    void setAttempt(byte[] hash, byte[] attempt) {
        jdbc.sql("UPDATE auth.sign_in_token SET attempt = :attempt WHERE hash = :hash")
                .param("hash", hash)
                .param("attempt", attempt)
                .update();
    }

    /** Whether a refresh token issued after this one was exchanged: then the reply to this one's exchange arrived. */
    boolean successorUsed(StoredToken token) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM auth.sign_in_token
                            WHERE sign_in = :signIn AND kind = 'refresh' AND issued > :issued AND used IS NOT NULL)""")
                .param("signIn", token.signIn())
                .param("issued", utc(token.issued()))
                .query(Boolean.class)
                .single();
    }

    /** Makes a token that was exchanged good for another exchange, and voids the one it was exchanged for. */
    void revive(byte[] hash, StoredToken token, Instant now) {
        jdbc.sql("""
                        UPDATE auth.sign_in_token SET voided = :now
                        WHERE sign_in = :signIn AND kind = 'refresh' AND used IS NULL AND voided IS NULL""").param("signIn", token.signIn()).param("now", utc(now)).update();
        jdbc.sql("UPDATE auth.sign_in_token SET used = NULL WHERE hash = :hash")
                .param("hash", hash)
                .update();
    }

    private static SignIn signIn(ResultSet row, int number) throws SQLException {
        var device = row.getObject("device", UUID.class);
        return new SignIn(
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account", UUID.class)),
                device == null ? null : new DeviceId(device),
                row.getBoolean("with_app_password"),
                row.getString("client"),
                row.getString("grant_type"),
                Set.of((String[]) row.getArray("scopes").getArray()),
                row.getString("request"),
                row.getObject("signed_in", OffsetDateTime.class).toInstant());
    }

    private static StoredToken token(ResultSet row, int number) throws SQLException {
        return new StoredToken(
                row.getObject("sign_in", UUID.class),
                row.getString("kind").equals(Kind.CODE.column()) ? Kind.CODE : Kind.REFRESH,
                row.getObject("issued", OffsetDateTime.class).toInstant(),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                instant(row, "used"),
                instant(row, "voided"),
                hex(row.getBytes("attempt")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
