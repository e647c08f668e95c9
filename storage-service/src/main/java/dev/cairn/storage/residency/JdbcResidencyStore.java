package dev.cairn.storage.residency;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.blob.Region;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code storage.space_residency}. */
final class JdbcResidencyStore implements ResidencyStore {
    private final JdbcClient jdbc;

    JdbcResidencyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Region> find(SpaceId space) {
        return failing(() -> jdbc
                .sql("SELECT unnest(regions) FROM storage.space_residency WHERE space = ?")
                .param(space.value())
                .query(String.class)
                .list()
                .stream()
                .map(Region::new)
                .toList());
    }

    @Override
    public void put(SpaceId space, List<Region> regions) {
        failing(() -> jdbc.sql("""
            INSERT INTO storage.space_residency (space, regions, changed) VALUES (?, ?, now())
            ON CONFLICT (space) DO UPDATE SET regions = excluded.regions, changed = excluded.changed\
            """)
                .params(space.value(), regions.stream().map(Region::code).toArray(String[]::new))
                .update());
    }

    @Override
    public long packsOutside(SpaceId space, List<Region> regions, boolean unmarkedAllowed) {
        return failing(() -> jdbc.sql("""
            SELECT count(*) FROM (
                SELECT pack::text AS id FROM storage.chunks WHERE space = :space
                UNION SELECT pack::text FROM storage.manifests WHERE space = :space) AS pack
            WHERE NOT CASE WHEN substr(id, 15, 1) = '8' THEN right(id, 4) = ANY(:digits) ELSE :unmarked END\
            """)
                .param("space", space.value())
                .param("digits", regions.stream().map(Region::digits).toArray(String[]::new))
                .param("unmarked", unmarkedAllowed)
                .query(Long.class)
                .single());
    }

    private static <T> T failing(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw new ProblemException(Problem.UNAVAILABLE, "The storage index does not answer", e);
        }
    }
}
