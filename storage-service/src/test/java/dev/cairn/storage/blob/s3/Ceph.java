package dev.cairn.storage.blob.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The RADOS gateway of Ceph, from the packages of this machine, over a cluster of one monitor and one storage daemon that keeps its
 * objects in memory. The gateway is what is killed; the cluster behind it goes on, as it would.
 */
final class Ceph implements S3Server {
    private static final String HOW_TO_GET =
            "Install Ceph (apt-get install radosgw ceph-mon ceph-osd) or use ./cairn test";

    private static final int TRIES = 2;

    private final Path folder;
    private final int port = ServerProcess.freePort();
    private final List<ServerProcess> cluster = new ArrayList<>();
    private Path home;
    private ServerProcess gateway;

    /** @param folder with a short path: sockets lie in it */
    Ceph(Path folder) {
        this.folder = folder;
        this.home = folder;
        this.gateway = formed(1);
    }

    /** On a machine under load a cluster now and then does not come together; a new one does. */
    private ServerProcess formed(int attempt) {
        home = folder.resolve(Integer.toString(attempt));
        try {
            form();
            return launched();
        } catch (IllegalStateException e) {
            cluster.reversed().forEach(ServerProcess::kill);
            cluster.clear();
            if (attempt == TRIES) {
                throw e;
            }
            return formed(attempt + 1);
        }
    }

    private void form() {
        configure();
        run("ceph-mon", "--mkfs", "-i", "a");
        cluster.add(daemon("ceph-mon", "-i", "a"));
        run("ceph", "--connect-timeout", "60", "osd", "create");
        run("ceph-osd", "--mkfs", "-i", "0");
        cluster.add(daemon("ceph-osd", "-i", "0"));
        run(
                "radosgw-admin",
                "user",
                "create",
                "--uid=cairn",
                "--display-name=cairn",
                "--access-key=" + ACCESS_KEY,
                "--secret-key=" + SECRET_KEY);
    }

    private void configure() {
        try {
            Files.createDirectories(home.resolve("mon"));
            Files.createDirectories(home.resolve("osd"));
            Files.writeString(
                    home.resolve("ceph.conf"), """
                    [global]
                    fsid = %1$s
                    mon_host = v1:127.0.0.1:%2$d
                    mon_initial_members = a
                    ms_bind_msgr2 = false
                    auth_cluster_required = none
                    auth_service_required = none
                    auth_client_required = none
                    mon_data = %3$s/mon
                    osd_data = %3$s/osd
                    osd_objectstore = memstore
                    memstore_device_bytes = 1073741824
                    run_dir = %3$s
                    admin_socket = %3$s/$name.sock
                    log_file = %3$s/$name.log
                    crash_dir = %3$s
                    osd_pool_default_size = 1
                    osd_pool_default_min_size = 1
                    osd_pool_default_pg_num = 1
                    osd_pool_default_pg_autoscale_mode = off
                    osd_crush_chooseleaf_type = 0
                    mon_allow_pool_size_one = true
                    # A monitor ends when only a twentieth of its disk is free; this one needs next to nothing.
                    mon_data_avail_crit = 0
                    mon_data_avail_warn = 0
                    rgw_frontends = beast endpoint=127.0.0.1:%4$d
                    rgw_rados_pool_pg_num_min = 1
                    """.formatted(UUID.randomUUID(), ServerProcess.freePort(), home, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> line(String program, String... arguments) {
        var line =
                new ArrayList<>(List.of(program, "-c", home.resolve("ceph.conf").toString()));
        line.addAll(List.of(arguments));
        return line;
    }

    private void run(String program, String... arguments) {
        ServerProcess.run(home.resolve(program + ".out"), HOW_TO_GET, line(program, arguments));
    }

    private ServerProcess daemon(String program, String... arguments) {
        var line = line(program, arguments);
        line.add("--foreground");
        return ServerProcess.start(home.resolve(program + ".out"), HOW_TO_GET, line);
    }

    private ServerProcess launched() {
        var started = daemon("radosgw", "--name", "client.rgw");
        started.waitUntil(this::answers);
        return started;
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void kill() {
        gateway.kill();
    }

    @Override
    public void start() {
        gateway = launched();
    }

    @Override
    public void close() {
        gateway.kill();
        cluster.reversed().forEach(ServerProcess::kill);
    }
}
