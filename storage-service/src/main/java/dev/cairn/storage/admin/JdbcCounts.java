package dev.cairn.storage.admin;

import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageStatus;
import dev.cairn.contracts.storage.StoreHealth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what the index knows. */
final class JdbcCounts {
    /** Where the id of the root key stands in a wrapped key (docs/formats.md, "Wrapped key"); SQL counts from 1. */
    private static final String ROOT_ID = "encode(substring(wrapped FROM 23 FOR 8), 'hex')";

    private final JdbcClient jdbc;

    JdbcCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    StorageStatus status(@Nullable Long freeBytes, List<StoreHealth> stores, List<StorageJob> jobs) {
        var rootKeys = jdbc.sql("SELECT DISTINCT " + ROOT_ID + " FROM storage.domain_keys ORDER BY 1")
                .query(String.class)
                .list();
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM storage.packs) AS packs,
                    (SELECT coalesce(sum(bytes), 0) FROM storage.packs) AS pack_bytes,
                    (SELECT count(*) FROM storage.chunks WHERE state <> 'DELETED') AS chunks,
                    (SELECT count(*) FROM storage.manifests WHERE state <> 'DELETED') AS contents,
                    (SELECT count(DISTINCT space) FROM storage.domain_keys) AS spaces""")
                .query((row, _) -> new StorageStatus(
                        row.getLong("packs"),
                        row.getLong("pack_bytes"),
                        row.getLong("chunks"),
                        row.getLong("contents"),
                        row.getLong("spaces"),
                        freeBytes,
                        rootKeys,
                        stores,
                        jobs))
                .single();
    }
}
