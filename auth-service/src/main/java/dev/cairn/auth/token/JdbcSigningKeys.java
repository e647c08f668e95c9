package dev.cairn.auth.token;

import com.nimbusds.jose.jwk.RSAKey;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.database.Seal;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of signing keys; the private halves are sealed. */
final class JdbcSigningKeys {
    private static final long LOCK = 0x6361_6972_6e02L;

    private final JdbcClient jdbc;
    private final Seal seal;

    JdbcSigningKeys(JdbcDatabase database, Seal seal) {
        this.jdbc = database.jdbc();
        this.seal = seal;
    }

    /** A key and when it was made. */
    record StoredKey(RSAKey key, Instant created) {
        @Override
        public String toString() {
            return "StoredKey[" + key.getKeyID() + "]";
        }
    }

    /** All keys, the newest first. */
    List<StoredKey> all() {
        return jdbc.sql("SELECT id, sealed, created FROM auth.signing_key ORDER BY created DESC, id")
                .query((row, number) -> new StoredKey(
                        open(row.getString("id"), row.getBytes("sealed")),
                        row.getObject("created", OffsetDateTime.class).toInstant()))
                .list();
    }

    void insert(StoredKey key) {
        var id = key.key().getKeyID();
        jdbc.sql("INSERT INTO auth.signing_key (id, sealed, created) VALUES (:id, :sealed, :created)")
                .param("id", id)
                .param("sealed", seal.seal(name(id), key.key().toJSONString().getBytes(StandardCharsets.UTF_8)))
                .param("created", key.created().atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(StoredKey key) {
        jdbc.sql("DELETE FROM auth.signing_key WHERE id = :id")
                .param("id", key.key().getKeyID())
                .update();
    }

    /** Holds off, until the transaction ends, every other process that would make a key. */
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> true)
                .list();
    }

    private RSAKey open(String id, byte[] sealed) {
        try {
            return RSAKey.parse(new String(seal.open(name(id), sealed), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("signing key " + id + " is damaged", e);
        }
    }

    private static String name(String id) {
        return "signing key " + id;
    }
}
