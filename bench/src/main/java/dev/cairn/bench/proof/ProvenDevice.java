package dev.cairn.bench.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client home with its folder. The client runs in the background, until it is stopped or killed. */
final class ProvenDevice implements AutoCloseable {
    private static final int STOP_SECONDS_MAX = 60;

    private final Script script;
    private final String name;
    private final Path home;
    private final Path folder;
    private @Nullable Process run;

    private ProvenDevice(Script script, String name, Path parent) {
        this.script = script;
        this.name = name;
        this.home = parent.resolve("home-" + name);
        this.folder = parent.resolve("folder-" + name);
    }

    /** Signs a new device in and adds an empty folder to it. */
    static ProvenDevice signIn(Script script, String name, Path parent, URI server, String user, Path passwordFile)
            throws IOException, InterruptedException {
        var device = new ProvenDevice(script, name, parent);
        Files.createDirectories(device.folder);
        var home = device.home.toString();
        script.succeed(
                "client",
                "login",
                "--home",
                home,
                "--server",
                server.toString(),
                "--user",
                user,
                "--password-file",
                passwordFile.toString(),
                "--device",
                name);
        script.succeed("client", "add", "--home", home, "--space", "personal", "--folder", device.folder.toString());
        return device;
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    /** {@code client run}. */
    void start() throws IOException {
        if (run == null) {
            run = script.start(log(), "client", "run", "--home", home.toString());
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        if (run != null) {
            run.destroyForcibly().waitFor();
            run = null;
        }
    }

    /** SIGTERM; insists that it ends. */
    void stop() throws IOException, InterruptedException {
        if (run != null) {
            checkAlive();
            run.destroy();
            if (!run.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("client " + name + " does not stop");
            }
            run = null;
        }
    }

    /** {@code client sync}, which ends with 0 only when both sides are equal. */
    void sync() throws IOException, InterruptedException {
        script.succeed("client", "sync", "--home", home.toString());
    }

    /** A client that should run has not ended by itself. */
    void checkAlive() throws IOException {
        if (run != null && !run.isAlive()) {
            throw new IOException("client " + name + " ended by itself with " + run.exitValue() + "; see " + log());
        }
    }

    private Path log() {
        return home.resolveSibling("client-" + name + ".log");
    }

    @Override
    public void close() {
        if (run != null) {
            run.destroyForcibly();
        }
    }
}
