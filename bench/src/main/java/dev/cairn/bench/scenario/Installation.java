package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Cairn server and its clients, started through the {@code cairn} script as a user would. */
final class Installation implements AutoCloseable {
    private static final String ADMIN = "admin";

    private final Path script;
    private final Path home;
    private final int port;
    private final int managementPort;
    private final Process server;
    private final double startSeconds;

    private Installation(Path script, Path home, int port, int managementPort, Process server, double startSeconds) {
        this.script = script;
        this.home = home;
        this.port = port;
        this.managementPort = managementPort;
        this.server = server;
        this.startSeconds = startSeconds;
    }

    /** Starts a server on free ports with its data below {@code home}; returns when it says it is ready. */
    static Installation start(Path script, Path home) throws IOException {
        return start(script, home, "");
    }

    /** As {@link #start(Path, Path)}, with more flags for the server's JVM. */
    static Installation start(Path script, Path home, String javaFlags) throws IOException {
        int port = Programs.freePort();
        int managementPort = Programs.freePort();
        var password = home.resolve("admin-password");
        if (Files.notExists(password)) {
            Files.writeString(password, "bench-" + Long.toHexString(System.nanoTime()));
        }
        var builder = new ProcessBuilder(
                script.toString(),
                "run",
                "--data",
                home.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--s3-port",
                Integer.toString(Programs.freePort()),
                "--management-port",
                Integer.toString(managementPort));
        if (!javaFlags.isEmpty()) {
            builder.environment().merge("CAIRN_JAVA_OPTS", javaFlags, (set, ours) -> set + " " + ours);
        }
        builder.environment().put("CAIRN_ADMIN_USER", ADMIN);
        builder.environment().put("CAIRN_ADMIN_PASSWORD", Files.readString(password));
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(home.resolve("server.err").toFile()));
        long begin = System.nanoTime();
        var process = Programs.endingWithUs(builder.start());
        awaitReady(process);
        return new Installation(script, home, port, managementPort, process, (System.nanoTime() - begin) / 1e9);
    }

    double startSeconds() {
        return startSeconds;
    }

    /** The server and what it started. */
    ProcessHandle process() {
        return server.toHandle();
    }

    String adminPassword() throws IOException {
        return Files.readString(home.resolve("admin-password"));
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    String user() {
        return ADMIN;
    }

    String password() throws IOException {
        return Files.readString(home.resolve("admin-password"));
    }

    boolean isAlive() {
        return server.isAlive();
    }

    ProcessUsage usage() {
        return ProcessUsage.of(server.toHandle());
    }

    /** Signs a new device in through {@code proxyPort} and keeps its folder in step from now on. */
    Device device(String name, int proxyPort) throws IOException {
        var clientHome = Files.createDirectories(home.resolve("client-" + name));
        var folder = Files.createDirectories(home.resolve("folder-" + name));
        Programs.run(
                Map.of(),
                List.of(
                        script.toString(),
                        "client",
                        "login",
                        "--home",
                        clientHome.toString(),
                        "--server",
                        "http://localhost:" + proxyPort,
                        "--user",
                        ADMIN,
                        "--password-file",
                        home.resolve("admin-password").toString()));
        Programs.run(
                Map.of(),
                List.of(
                        script.toString(),
                        "client",
                        "add",
                        "--home",
                        clientHome.toString(),
                        "--space",
                        "personal",
                        "--folder",
                        folder.toString()));
        var process = Programs.start(
                Map.of(),
                home.resolve("client-" + name + ".log"),
                List.of(script.toString(), "client", "run", "--home", clientHome.toString()));
        return new Device(folder, process);
    }

    @Override
    public void close() throws IOException {
        Programs.stop(server);
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line; (line = lines.readLine()) != null; ) {
            if (line.contains("Cairn is ready")) {
                Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(ignored -> {}));
                return;
            }
        }
        throw new IOException("the server ended before it was ready");
    }
}
