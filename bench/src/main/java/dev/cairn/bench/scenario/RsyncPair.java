package dev.cairn.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A to a hub and the hub to B, with rsync and its daemon. What is carried is whatever is there: nothing is checked by content. */
final class RsyncPair implements Pair {
    private final Path a;
    private final Path b;
    private final Process daemon;
    private final CountingProxy linkOfA;
    private final CountingProxy linkOfB;

    RsyncPair(Path home) throws IOException {
        a = Files.createDirectories(home.resolve("a"));
        b = Files.createDirectories(home.resolve("b"));
        var hub = Files.createDirectories(home.resolve("hub"));
        int port = Programs.freePort();
        var settings = home.resolve("rsyncd.conf");
        Files.writeString(
                settings,
                "use chroot = no\n[hub]\npath = " + hub + "\nread only = no\n"
                        + ("root".equals(System.getProperty("user.name")) ? "uid = 0\ngid = 0\n" : ""));
        daemon = Programs.start(
                Map.of(),
                home.resolve("rsyncd.log"),
                List.of(
                        "rsync",
                        "--daemon",
                        "--no-detach",
                        "--address=127.0.0.1",
                        "--port=" + port,
                        "--config=" + settings));
        Programs.awaitListening(port);
        linkOfA = new CountingProxy(port);
        linkOfB = new CountingProxy(port);
    }

    @Override
    public String name() {
        return "rsync, hub";
    }

    @Override
    public Path a() {
        return a;
    }

    @Override
    public Path b() {
        return b;
    }

    @Override
    public boolean carry() throws IOException {
        copy(a + "/", address(linkOfA));
        copy(address(linkOfB), b + "/");
        return true;
    }

    private static String address(CountingProxy link) {
        return "rsync://127.0.0.1:" + link.port() + "/hub/";
    }

    /** Times are compared to the nanosecond: by itself it does not see an edit in the second of the last one that leaves the size. */
    private static void copy(String from, String to) throws IOException {
        Programs.run(Map.of(), List.of("rsync", "-a", "--delete", "--modify-window=-1", from, to));
    }

    @Override
    public Wire wire() {
        return Wire.of(linkOfA, linkOfB);
    }

    @Override
    public void close() throws IOException {
        linkOfA.close();
        linkOfB.close();
        Programs.stop(daemon);
    }
}
