package dev.cairn.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The two files the server reads at its start. They are written anew each time, so an edit by hand has no effect and an old
 * file can never weaken a newer Cairn.
 */
final class ServerConfiguration {
    private final Path settings;
    private final Path access;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    ServerConfiguration(Path directory) {
        settings = directory.resolve("postgresql.conf");
        access = directory.resolve("pg_hba.conf");
        // An acknowledged commit is on disk. Nothing in Cairn turns these off, but for rows whose pack is on disk
        // already (ADR 0148).
        put("fsync", "on");
        put("synchronous_commit", "on");
        put("full_page_writes", "on");
        // Reachable by password from this machine only; no socket file whose rights would matter.
        put("listen_addresses", "127.0.0.1");
        put("unix_socket_directories", "");
        put("password_encryption", "scram-sha-256");
        put("hba_file", access.toString());
        // One machine with two cores and a few hundred MB to spare.
        put("max_connections", "100");
        put("shared_buffers", "192MB");
        put("effective_cache_size", "768MB");
        put("work_mem", "8MB");
        put("maintenance_work_mem", "64MB");
        put("max_parallel_workers_per_gather", "0");
        put("jit", "off");
        put("random_page_cost", "1.1");
        // No replica reads this log; it only has to survive a crash.
        put("wal_level", "minimal");
        put("max_wal_senders", "0");
        put("min_wal_size", "128MB");
        put("max_wal_size", "1GB");
        put("timezone", "UTC");
        put("log_timezone", "UTC");
        put("log_checkpoints", "off");
        put("log_line_prefix", "%m [%p] %d ");
        put("cluster_name", "cairn");
    }

    void put(String name, String value) {
        if (!name.matches("[a-z_.]+") || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not a server setting: " + name);
        }
        parameters.put(name, value);
    }

    Path settings() {
        return settings;
    }

    void write() throws IOException {
        var text = new StringBuilder("# Written by Cairn at every start; edits are lost.\n");
        parameters.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(settings, text);
        Files.writeString(access, "host all all 127.0.0.1/32 scram-sha-256\n");
    }
}
