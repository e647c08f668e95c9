package dev.cairn.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom the server runs. PostgreSQL refuses to run as root, so for root there are three ways, tried in this order: the
 * owner of the directory when that is somebody else; a user namespace, in which root is nobody but its files stay its own;
 * an unprivileged system user, who then owns the directory. An ordinary user simply runs it.
 *
 * @param prefix put before every command line of the server and its tools
 */
record ServerUser(List<String> prefix) {
    private static final Logger log = LoggerFactory.getLogger(ServerUser.class);
    private static final Duration PROBE = Duration.ofSeconds(10);
    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    /** Lets a server that is not root reach a directory below one that only root may enter. */
    private static final List<String> REACH = List.of("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search");

    List<String> line(String... command) {
        var line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        return line;
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** Chooses, and in the third case hands {@code directory} over to the chosen user. */
    static ServerUser choose(Path directory, Binaries binaries, boolean userNamespaces) {
        if (!isRoot()) {
            return new ServerUser(List.of());
        }
        try {
            var owner = (Integer) Files.getAttribute(directory, "unix:uid");
            if (owner != 0) {
                return switchingTo(owner, (Integer) Files.getAttribute(directory, "unix:gid"), directory, binaries);
            }
            var namespace = new ServerUser(List.of("unshare", "-U"));
            if (userNamespaces && namespace.canRun(directory, binaries)) {
                return namespace;
            }
            return handOver(directory, binaries);
        } catch (IOException e) {
            throw new PostgresException("cannot choose a user for the PostgreSQL server: " + e.getMessage(), e);
        }
    }

    private static ServerUser handOver(Path directory, Binaries binaries) throws IOException {
        for (var name : UNPRIVILEGED) {
            var uid = Command.run(List.of("id", "-u", name), Path.of("/"), PROBE);
            var gid = Command.run(List.of("id", "-g", name), Path.of("/"), PROBE);
            if (uid.succeeded() && gid.succeeded()) {
                log.info("No user namespaces here: the PostgreSQL server runs as {} and owns {}", name, directory);
                var chown = Command.run(
                        List.of("chown", "-R", uid.output() + ":" + gid.output(), directory.toString()),
                        Path.of("/"),
                        Duration.ofMinutes(2));
                if (!chown.succeeded()) {
                    throw new IOException(chown.output());
                }
                return switchingTo(Integer.parseInt(uid.output()), Integer.parseInt(gid.output()), directory, binaries);
            }
        }
        throw new IOException(
                "neither user namespaces nor a user named postgres or nobody; run Cairn as an ordinary user");
    }

    private static ServerUser switchingTo(int uid, int gid, Path directory, Binaries binaries) throws IOException {
        var plain = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
        var reaching = new ArrayList<>(plain);
        reaching.addAll(REACH);
        for (var candidate : List.of(new ServerUser(plain), new ServerUser(List.copyOf(reaching)))) {
            if (candidate.canRun(directory, binaries)) {
                return candidate;
            }
        }
        throw new IOException("user " + uid + " cannot reach " + directory + " or " + binaries.folder()
                + "; give the directories above them the right o+x, or run Cairn as an ordinary user");
    }

    private boolean canRun(Path directory, Binaries binaries) {
        var probe = "cd \"$1\" && exec \"$2\" --version";
        return Command.run(
                        line("sh", "-c", probe, "sh", directory.toString(), binaries.program("postgres")),
                        Path.of("/"),
                        PROBE)
                .succeeded();
    }
}
