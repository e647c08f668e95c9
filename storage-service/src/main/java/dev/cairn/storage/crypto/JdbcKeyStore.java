package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wrapped keys in {@code storage.domain_keys}. */
final class JdbcKeyStore implements KeyStore {
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
                INSERT INTO storage.domain_keys (space, generation, wrapped, created) VALUES (?, ?, ?, now())
                ON CONFLICT DO NOTHING
                """).params(key.space().value(), key.generation(), key.bytes()).update();
    }

    @Override
    public boolean hasAny() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM storage.domain_keys)")
                .query(Boolean.class)
                .single();
    }
}
