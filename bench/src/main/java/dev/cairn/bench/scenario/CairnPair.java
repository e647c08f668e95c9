package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two Cairn clients and their server, each in a process of its own. */
final class CairnPair implements Pair {
    private final Installation server;
    private final CountingProxy linkOfA;
    private final CountingProxy linkOfB;
    private final Device a;
    private final Device b;

    /** Closes {@code server} too. */
    CairnPair(Installation server) throws IOException {
        this.server = server;
        linkOfA = new CountingProxy(server.port());
        linkOfB = new CountingProxy(server.port());
        a = server.device("a", linkOfA.port());
        b = server.device("b", linkOfB.port());
    }

    @Override
    public String name() {
        return "Cairn";
    }

    @Override
    public Path a() {
        return a.folder();
    }

    @Override
    public Path b() {
        return b.folder();
    }

    @Override
    public Wire wire() {
        return Wire.of(linkOfA, linkOfB);
    }

    @Override
    public Map<String, ProcessUsage> parts() {
        var parts = new LinkedHashMap<String, ProcessUsage>();
        parts.put("server", server.usage());
        parts.put("A", a.usage());
        parts.put("B", b.usage());
        return parts;
    }

    @Override
    public void close() throws IOException {
        a.close();
        b.close();
        linkOfA.close();
        linkOfB.close();
        server.close();
    }
}
