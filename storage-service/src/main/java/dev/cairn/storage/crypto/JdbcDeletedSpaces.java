package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Since when spaces that have a key are known to be deleted, in {@code storage.deleted_space}. */
final class JdbcDeletedSpaces {
    private final JdbcClient jdbc;

    JdbcDeletedSpaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Spaces with a key, by id, behind one. */
    List<SpaceId> withKeys(@Nullable SpaceId after, int limit) {
        return jdbc.sql("SELECT DISTINCT space FROM storage.domain_keys WHERE space > ? ORDER BY space LIMIT ?")
                .params(after == null ? new UUID(0, 0) : after.value(), limit)
                .query((row, _) -> new SpaceId(row.getObject("space", UUID.class)))
                .list();
    }

    /** When a deleted space was first seen to be; now, if it never was. */
    Instant seen(SpaceId space, Instant now) {
        return jdbc.sql("""
                        INSERT INTO storage.deleted_space (space, seen) VALUES (?, ?)
                        ON CONFLICT (space) DO UPDATE SET seen = storage.deleted_space.seen RETURNING seen""")
                .params(space.value(), now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject("seen", OffsetDateTime.class).toInstant())
                .single();
    }

    /** It is there, or its key is gone. */
    void forget(SpaceId space) {
        jdbc.sql("DELETE FROM storage.deleted_space WHERE space = ?")
                .param(space.value())
                .update();
    }
}
