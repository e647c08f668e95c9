package dev.cairn.bench.metadata;

import dev.cairn.contracts.metadata.Space;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the database to a number of nodes: one in ten of them in one big space, the others in spaces of a thousand. Every index but
 * those that COPY feeds well is dropped meanwhile and made again, as a restored dump does it.
 */
final class Filling implements AutoCloseable {
    private static final List<String> DROPPED = List.of("node_search", "node_key_prefix", "node_folded");
    private static final int BIG_SHARE = 10;

    private final Connection nodes;
    private final Connection versions;
    private final Branches branches;
    private final List<Branches.Branch> big = new ArrayList<>();
    private long total;
    private int spaces;

    Filling(NameService service) throws SQLException {
        nodes = service.connect();
        versions = service.connect();
        branches = new Branches(nodes, versions);
        for (var connection : List.of(nodes, versions)) {
            run(connection, "SET session_replication_role = replica");
        }
    }

    /** Branches of the big space. */
    List<Branches.Branch> big() {
        return List.copyOf(big);
    }

    /** Nodes that were filled in. */
    long total() {
        return total;
    }

    /** Fills until there are {@code wanted} nodes. The big space has at least one branch. */
    void fill(Space space, long wanted) throws SQLException, IOException {
        var definitions = drop();
        long inBig = Math.max(1, wanted / BIG_SHARE / Branches.NODES) - big.size();
        if (inBig > 0) {
            big.addAll(branches.add(target(space), Math.toIntExact(inBig)));
            total += inBig * Branches.NODES;
        }
        while (total < wanted) {
            branches.addSpace(spaces++);
            total += Branches.NODES;
        }
        for (var definition : definitions) {
            run(nodes, definition);
        }
        run(nodes, "VACUUM (ANALYZE) metadata.node");
        run(nodes, "VACUUM (ANALYZE) metadata.version");
        run(nodes, "CHECKPOINT");
    }

    /** What a table took when it was filled last. */
    Size size(String table) throws SQLException {
        try (var statement = nodes.createStatement();
                var found = statement.executeQuery("""
                        SELECT pg_total_relation_size(c.oid), pg_indexes_size(c.oid), c.reltuples FROM pg_class c
                        WHERE c.oid = 'metadata.%s'::regclass""".formatted(table))) {
            found.next();
            return new Size(found.getLong(1), found.getLong(2), found.getDouble(3));
        }
    }

    /**
     * What a table takes on disk.
     *
     * @param bytes with indexes
     * @param indexBytes those of its indexes
     * @param rows that were counted when it was vacuumed last
     */
    record Size(long bytes, long indexBytes, double rows) {}

    private Branches.Target target(Space space) throws SQLException {
        try (var statement = nodes.prepareStatement("SELECT sequence FROM metadata.space WHERE id = ?")) {
            statement.setObject(1, space.id().value());
            try (var found = statement.executeQuery()) {
                found.next();
                return new Branches.Target(space.id(), space.root().value(), found.getLong(1));
            }
        }
    }

    private List<String> drop() throws SQLException {
        var definitions = new ArrayList<String>();
        try (var statement = nodes.createStatement()) {
            for (var index : DROPPED) {
                definitions.add(definition(statement, index));
                statement.execute("DROP INDEX metadata." + index);
            }
        }
        return definitions;
    }

    private static String definition(Statement statement, String index) throws SQLException {
        try (var found = statement.executeQuery(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'metadata' AND indexname = '" + index + "'")) {
            found.next();
            return found.getString(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        nodes.close();
        versions.close();
    }
}
