package dev.cairn.storage.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one snapshot of an installation consists of (docs/formats.md, "Backup"). It is written last, so a snapshot that has one is
 * complete. Written as a line {@code cairn-backup 1 <SHA-256 of the rest>} and JSON.
 *
 * @param startedAt when the database was looked at: what was acknowledged before is in it
 * @param rootKey short name of the root key that wraps {@code snapshotKey}, and the keys of spaces in the database
 * @param snapshotKey wrapped, in hexadecimal; the files of the snapshot are sealed under keys derived from it
 * @param tables of the database, in the order they were copied
 * @param sequences of the database
 * @param scripts that made the schemas, in the order they ran
 * @param clusterSecret the file that holds the secret all services share
 * @param packs how many packs the snapshot needs
 * @param packBytes bytes in them
 * @param packList the file that names them: lines {@code <key> <bytes>}
 */
record BackupManifest(
        Instant startedAt,
        String rootKey,
        String snapshotKey,
        List<Table> tables,
        List<Sequence> sequences,
        List<Script> scripts,
        StoredFile clusterSecret,
        long packs,
        long packBytes,
        StoredFile packList) {
    private static final String MARKER_V1 = "cairn-backup 1 ";
    private static final int DIGEST_DIGITS = 64;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the lists. */
    BackupManifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        scripts = List.copyOf(scripts);
    }

    /**
     * A sealed file of the snapshot.
     *
     * @param bytes sealed ones
     * @param sha256 of them, in hexadecimal
     */
    record StoredFile(String name, long bytes, String sha256) {}

    /** A table: rows in PostgreSQL's binary copy format, compressed with zstd, sealed. */
    record Table(String schema, String name, List<String> columns, long rows, StoredFile file) {
        Table {
            columns = List.copyOf(columns);
        }
    }

    /** A sequence and the last value it gave. */
    record Sequence(String schema, String name, long last) {}

    /** A migration of a schema that had run. */
    record Script(String schema, String name) {}

    byte[] encode() {
        var body = JSON.writeValueAsBytes(this);
        var head = (MARKER_V1 + sha256(body) + "\n").getBytes(StandardCharsets.US_ASCII);
        var all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** {@link BackupException} if these bytes are no manifest, damaged, or of a newer version. */
    static BackupManifest decode(byte[] bytes) {
        int begin = MARKER_V1.length() + DIGEST_DIGITS + 1;
        if (bytes.length < begin
                || !new String(bytes, 0, begin, StandardCharsets.US_ASCII).startsWith("cairn-backup ")) {
            throw new BackupException("this is not the manifest of a backup");
        }
        var head = new String(bytes, 0, begin, StandardCharsets.US_ASCII);
        if (!head.startsWith(MARKER_V1)) {
            throw new BackupException("this backup was written by a newer Cairn");
        }
        var body = java.util.Arrays.copyOfRange(bytes, begin, bytes.length);
        if (!head.strip().endsWith(sha256(body))) {
            throw new BackupException("the manifest of this backup is damaged");
        }
        try {
            return JSON.readValue(body, BackupManifest.class);
        } catch (JacksonException e) {
            throw new BackupException("the manifest of this backup cannot be read", e);
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
