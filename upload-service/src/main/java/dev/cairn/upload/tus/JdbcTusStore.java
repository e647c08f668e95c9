package dev.cairn.upload.tus;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.id.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code upload.tus}. */
class JdbcTusStore {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    JdbcTusStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * A row.
     *
     * @param metadata the header as it came
     * @param named null until the upload has become a file
     */
    record Row(String metadata, Target target, @Nullable Named named) {}

    void insert(UploadId upload, String metadata, Target target) {
        var path = target.place() instanceof Target.Place.AtPath at ? at.path() : null;
        var folder = target.place() instanceof Target.Place.InFolder in ? in : null;
        jdbc.sql("""
                        INSERT INTO upload.tus (upload, metadata, path, parent, name, modified, conflict, media_type)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(upload.value(), metadata)
                .param(path)
                .param(folder == null ? null : folder.parent().value())
                .param(folder == null ? null : folder.name())
                .params(target.modified().toEpochMilli(), target.conflict().name())
                .param(target.mediaType())
                .update();
    }

    Optional<Row> find(UploadId upload) {
        return jdbc.sql("""
                        SELECT metadata, path, parent, name, modified, conflict, media_type, node, version
                        FROM upload.tus WHERE upload = ?""").param(upload.value()).query((row, _) -> read(row)).optional();
    }

    /** Does not wait for the disk: when it is lost, naming again finds the same. */
    void setNamed(UploadId upload, Named named) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SET LOCAL synchronous_commit TO off").update();
            jdbc.sql("UPDATE upload.tus SET node = ?, version = ? WHERE upload = ?")
                    .params(named.node().value(), named.version().value(), upload.value())
                    .update();
        });
    }

    private static Row read(ResultSet row) throws SQLException {
        var path = row.getString("path");
        var place = path == null
                ? new Target.Place.InFolder(new NodeId(row.getObject("parent", UUID.class)), row.getString("name"))
                : new Target.Place.AtPath(path);
        var node = row.getObject("node", UUID.class);
        return new Row(
                row.getString("metadata"),
                new Target(
                        place,
                        Instant.ofEpochMilli(row.getLong("modified")),
                        Target.Conflict.valueOf(row.getString("conflict")),
                        row.getString("media_type")),
                node == null ? null : new Named(new NodeId(node), new VersionId(row.getObject("version", UUID.class))));
    }
}
