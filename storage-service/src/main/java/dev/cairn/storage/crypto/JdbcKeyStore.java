package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wrapped keys in {@code storage.domain_keys}, and what was destroyed in {@code storage.destroyed_keys}. */
final class JdbcKeyStore implements KeyStore {
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    JdbcKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<WrappedKey> find(SpaceId space) {
        return jdbc
                .sql("SELECT wrapped FROM storage.domain_keys WHERE space = ? ORDER BY generation")
                .param(space.value())
                .query(byte[].class)
                .list()
                .stream()
                .map(WrappedKey::read)
                .toList();
    }

    @Override
    public void add(WrappedKey key) {
        jdbc.sql("""
                INSERT INTO storage.domain_keys (space, generation, wrapped, created)
                SELECT :space, :generation, :wrapped, now()
                WHERE NOT EXISTS (SELECT FROM storage.destroyed_keys WHERE space = :space)
                ON CONFLICT DO NOTHING""")
                .param("space", key.space().value())
                .param("generation", key.generation())
                .param("wrapped", key.bytes())
                .update();
    }

    @Override
    public void replace(WrappedKey key) {
        jdbc.sql("UPDATE storage.domain_keys SET wrapped = ? WHERE space = ? AND generation = ?")
                .params(key.bytes(), key.space().value(), key.generation())
                .update();
    }

    @Override
    public List<WrappedKey> page(@Nullable WrappedKey after, int limit) {
        return jdbc
                .sql("""
                SELECT wrapped FROM storage.domain_keys WHERE (space, generation) > (?, ?)
                ORDER BY space, generation LIMIT ?""")
                .params(after == null ? FIRST : after.space().value(), after == null ? 0 : after.generation(), limit)
                .query(byte[].class)
                .list()
                .stream()
                .map(WrappedKey::read)
                .toList();
    }

    @Override
    public long count() {
        return jdbc.sql("SELECT count(*) FROM storage.domain_keys")
                .query(Long.class)
                .single();
    }

    @Override
    public boolean hasAny() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM storage.domain_keys)")
                .query(Boolean.class)
                .single();
    }

    /** One statement, so that both happen or neither. */
    @Override
    public void destroy(SpaceId space) {
        jdbc.sql("""
                WITH gone AS (DELETE FROM storage.domain_keys WHERE space = :space)
                INSERT INTO storage.destroyed_keys (space, destroyed) VALUES (:space, now()) ON CONFLICT DO NOTHING""").param("space", space.value()).update();
        // The bytes of deleted rows leave the table's file, too.
        jdbc.sql("VACUUM storage.domain_keys").update();
    }

    @Override
    public List<SpaceId> destroyed() {
        return jdbc.sql("SELECT space FROM storage.destroyed_keys ORDER BY space")
                .query((row, _) -> new SpaceId(row.getObject("space", UUID.class)))
                .list();
    }
}
