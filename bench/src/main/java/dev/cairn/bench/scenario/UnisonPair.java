package dev.cairn.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A with a hub and the hub with B, with Unison and its socket server. */
final class UnisonPair implements Pair {
    private final Path a;
    private final Path b;
    private final Path hub;
    private final Path home;
    private final Process server;
    private final CountingProxy linkOfA;
    private final CountingProxy linkOfB;

    UnisonPair(Path home) throws IOException {
        this.home = home;
        a = Files.createDirectories(home.resolve("a"));
        b = Files.createDirectories(home.resolve("b"));
        hub = Files.createDirectories(home.resolve("hub"));
        int port = Programs.freePort();
        server = Programs.start(
                environment("server"),
                home.resolve("unison.log"),
                List.of("unison", "-listen", "127.0.0.1", "-socket", Integer.toString(port)));
        Programs.awaitListening(port);
        linkOfA = new CountingProxy(port);
        linkOfB = new CountingProxy(port);
    }

    private Map<String, String> environment(String who) {
        return Map.of("UNISON", home.resolve("unison-" + who).toString(), "HOME", home.toString());
    }

    @Override
    public String name() {
        return "Unison, hub";
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
        meet("a", a, linkOfA);
        meet("b", b, linkOfB);
        return true;
    }

    private void meet(String who, Path folder, CountingProxy link) throws IOException {
        Programs.run(
                environment(who),
                List.of(
                        "unison",
                        folder.toString(),
                        "socket://127.0.0.1:" + link.port() + "/" + hub,
                        "-batch",
                        "-silent",
                        "-times",
                        "-confirmbigdel=false"));
    }

    @Override
    public Wire wire() {
        return Wire.of(linkOfA, linkOfB);
    }

    @Override
    public void close() throws IOException {
        linkOfA.close();
        linkOfB.close();
        Programs.stop(server);
    }
}
