package dev.cairn.metadata.census;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.SpaceCensus;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Reads names as a census does, and raises fences. */
final class JdbcCensus {
    private static final byte[] BEFORE_ALL = {};

    private final JdbcClient jdbc;

    JdbcCensus(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of those that are here or were. */
    Map<SpaceId, SpaceCensus> spaces(Collection<SpaceId> spaces) {
        var known = new HashMap<SpaceId, SpaceCensus>();
        jdbc.sql("""
                        SELECT id, 'DELETED' AS state, 0 AS fence, 0 AS released FROM metadata.deleted_space WHERE id = ANY (?::uuid[])
                        UNION ALL SELECT id, 'KEPT', fence, released FROM metadata.space WHERE id = ANY (?::uuid[])""")
                .param(array(spaces))
                .param(array(spaces))
                .query((row, _) -> new SpaceCensus(
                        new SpaceId(row.getObject("id", UUID.class)),
                        SpaceCensus.State.valueOf(row.getString("state")),
                        row.getLong("fence"),
                        row.getLong("released")))
                .list()
                .forEach(space -> known.put(space.space(), space));
        return known;
    }

    /** Waits for whoever holds the space; whoever comes after finds the new fence. */
    void raiseFence(SpaceId space, long epoch) {
        jdbc.sql("UPDATE metadata.space SET fence = ? WHERE id = ? AND fence < ?")
                .params(epoch, space.value(), epoch)
                .update();
    }

    /** The space's last change; 0 when there is no such space. */
    long sequence(SpaceId space) {
        return jdbc.sql("SELECT sequence FROM metadata.space WHERE id = ?")
                .param(space.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** How many contents have a name, and the last change that counts in this; in one statement, so as of one moment. */
    CensusPage.Count count(SpaceId space) {
        return jdbc.sql("""
                        SELECT coalesce((SELECT sequence FROM metadata.space WHERE id = :space), 0) AS sequence,
                            (SELECT count(DISTINCT content) FROM metadata.version WHERE space_id = :space) AS contents""")
                .param("space", space.value())
                .query((row, _) -> new CensusPage.Count(row.getLong("contents"), row.getLong("sequence")))
                .single();
    }

    /** A page of the contents with a name, each once, in order. */
    List<ContentId> contents(SpaceId space, @Nullable ContentId after, int limit) {
        return jdbc.sql("""
                        SELECT DISTINCT content FROM metadata.version WHERE space_id = ? AND content > ?
                        ORDER BY content LIMIT ?""")
                .param(space.value())
                .param(after == null ? BEFORE_ALL : after.toBytes())
                .param(limit)
                .query((row, _) -> ContentId.ofDigest(row.getBytes(1)))
                .list();
    }

    private static SqlArrayValue array(Collection<SpaceId> spaces) {
        return new SqlArrayValue("uuid", spaces.stream().map(SpaceId::value).toArray());
    }
}
