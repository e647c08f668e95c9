package dev.cairn.storage.blob.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** S3Proxy over a folder. The build puts its jar where the system property {@code cairn.s3proxy} says. */
final class S3Proxy implements S3Server {
    private static final String HOW_TO_GET = "The build fetches S3Proxy; use ./cairn test";

    private final Path home;
    private final int port = ServerProcess.freePort();
    private ServerProcess process;

    S3Proxy(Path home) {
        this.home = home;
        this.process = launched();
    }

    private ServerProcess launched() {
        var jar = System.getProperty("cairn.s3proxy", "");
        if (!Files.isRegularFile(Path.of(jar))) {
            throw new IllegalStateException("there is no S3Proxy at '" + jar + "'. " + HOW_TO_GET);
        }
        var java = ProcessHandle.current().info().command().orElse("java");
        var started = ServerProcess.start(
                home.resolve("s3proxy.log"),
                HOW_TO_GET,
                List.of(
                        java,
                        "-Xmx256m",
                        "-jar",
                        jar,
                        "--properties",
                        properties().toString()));
        started.waitUntil(this::answers);
        return started;
    }

    private Path properties() {
        try {
            return Files.writeString(home.resolve("s3proxy.conf"), """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(
                            endpoint(), ACCESS_KEY, SECRET_KEY, Files.createDirectories(home.resolve("objects"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        process.kill();
    }

    @Override
    public void start() {
        process = launched();
    }

    @Override
    public void close() {
        kill();
    }
}
