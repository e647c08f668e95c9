package dev.cairn.storage.gc;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.CensusPage;
import dev.cairn.contracts.metadata.SpaceCensus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names that survive the process: numbers, in a table. */
record JdbcModelNames(JdbcClient jdbc, SpaceId space) implements CensusApi {
    static void create(JdbcClient jdbc) {
        jdbc.sql("CREATE SCHEMA model").update();
        jdbc.sql("CREATE TABLE model.name (name bigint PRIMARY KEY, content bytea NOT NULL)")
                .update();
        jdbc.sql("CREATE TABLE model.fence AS SELECT 0::bigint AS epoch").update();
    }

    /** False when it was pinned too early. */
    boolean commit(long name, long pinned, ContentId content) {
        // The fence's row is locked by whoever raises it; so both are in an order.
        return jdbc.sql("""
                                WITH fence AS (SELECT epoch FROM model.fence FOR UPDATE)
                                INSERT INTO model.name SELECT ?, ? FROM fence WHERE epoch <= ? ON CONFLICT (name) DO NOTHING""").params(name, content.toBytes(), pinned).update() == 1;
    }

    void purge(long name) {
        jdbc.sql("DELETE FROM model.name WHERE name = ?").param(name).update();
    }

    Map<Long, ContentId> all() {
        var all = new TreeMap<Long, ContentId>();
        jdbc.sql("SELECT name, content FROM model.name")
                .query((row, _) -> all.put(row.getLong(1), ContentId.ofDigest(row.getBytes(2))))
                .list();
        return all;
    }

    @Override
    public List<SpaceCensus> spaces(List<SpaceId> spaces) {
        return spaces.stream()
                .map(asked -> new SpaceCensus(asked, SpaceCensus.State.KEPT, 0, 0))
                .toList();
    }

    @Override
    public SpaceCensus fence(SpaceId asked, long epoch) {
        jdbc.sql("UPDATE model.fence SET epoch = greatest(epoch, ?)")
                .param(epoch)
                .update();
        return spaces(List.of(asked)).getFirst();
    }

    @Override
    public byte[] contents(SpaceId asked, @Nullable ContentId after, int limit) {
        // The last page is an empty one. Nothing is counted here.
        var page = jdbc.sql("SELECT DISTINCT content FROM model.name WHERE content > ? ORDER BY content LIMIT 3")
                .param(after == null ? new byte[0] : after.toBytes())
                .query((row, _) -> ContentId.ofDigest(row.getBytes(1)))
                .list();
        return (page.isEmpty() ? CensusPage.last(page, 0, new CensusPage.Count(0, 0)) : CensusPage.more(page, 0))
                .encode();
    }
}
