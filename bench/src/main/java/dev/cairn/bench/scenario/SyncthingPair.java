package dev.cairn.bench.scenario;

import dev.cairn.bench.ProcessUsage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two instances of Syncthing that know nobody else: no discovery, relays, port mapping, upgrades, telemetry or reports. Changes are
 * taken up one second after the watcher saw them, the shortest it allows, and it runs with ordinary priority.
 */
final class SyncthingPair implements Pair {
    private static final Duration CONNECTED_MAX = Duration.ofMinutes(2);

    private final Instance a;
    private final Instance b;
    private final CountingProxy link;

    /** B connects to A. */
    SyncthingPair(Path home) throws IOException {
        a = new Instance(home, "a");
        b = new Instance(home, "b");
        link = new CountingProxy(a.port);
        a.configure(b.id, "dynamic");
        b.configure(a.id, "tcp://127.0.0.1:" + link.port());
        a.start();
        b.start();
        Awaiting.until(CONNECTED_MAX, Duration.ofMillis(200), () -> a.isConnected() && b.isConnected());
    }

    @Override
    public String name() {
        return "Syncthing";
    }

    @Override
    public Path a() {
        return a.folder;
    }

    @Override
    public Path b() {
        return b.folder;
    }

    @Override
    public Wire wire() {
        return new Wire(link.bytes(), 0);
    }

    @Override
    public Map<String, ProcessUsage> parts() {
        var parts = new LinkedHashMap<String, ProcessUsage>();
        parts.put("A", a.usage());
        parts.put("B", b.usage());
        return parts;
    }

    @Override
    public void close() throws IOException {
        a.stop();
        b.stop();
        link.close();
    }

    private static final class Instance {
        private static final String KEY = "benchmark";

        private final Path home;
        private final Path folder;
        private final String id;
        private final int port = Programs.freePort();
        private final int restPort = Programs.freePort();
        private @Nullable Process process;

        Instance(Path parent, String name) throws IOException {
            home = Files.createDirectories(parent.resolve("syncthing-" + name));
            folder = Files.createDirectories(parent.resolve(name));
            Programs.run(Map.of(), List.of("syncthing", "generate", "--home", home.toString(), "--no-default-folder"));
            id = Programs.run(Map.of(), List.of("syncthing", "--home", home.toString(), "--device-id"))
                    .strip();
        }

        void configure(String other, String address) throws IOException {
            Files.writeString(home.resolve("config.xml"), """
                    <configuration version="36">
                      <folder id="bench" path="%s" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1">
                        <device id="%s"/><device id="%s"/>
                      </folder>
                      <device id="%s"><address>dynamic</address></device>
                      <device id="%s"><address>%s</address></device>
                      <gui enabled="true" tls="false"><address>127.0.0.1:%d</address><apikey>%s</apikey></gui>
                      <options>
                        <listenAddress>tcp://127.0.0.1:%d</listenAddress>
                        <globalAnnounceEnabled>false</globalAnnounceEnabled>
                        <localAnnounceEnabled>false</localAnnounceEnabled>
                        <relaysEnabled>false</relaysEnabled>
                        <natEnabled>false</natEnabled>
                        <stunKeepaliveStartS>0</stunKeepaliveStartS>
                        <reconnectionIntervalS>1</reconnectionIntervalS>
                        <urAccepted>-1</urAccepted>
                        <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
                        <crashReportingEnabled>false</crashReportingEnabled>
                        <startBrowser>false</startBrowser>
                        <setLowPriority>false</setLowPriority>
                      </options>
                    </configuration>
                    """.formatted(
                            folder, id, other, id, other, address, restPort, KEY, port));
        }

        void start() throws IOException {
            process = Programs.start(
                    Map.of("STNOUPGRADE", "1"),
                    home.resolve("log"),
                    List.of("syncthing", "serve", "--home", home.toString(), "--no-browser", "--no-restart"));
            Programs.awaitListening(restPort);
        }

        boolean isConnected() throws IOException {
            try (var client = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + restPort + "/rest/system/connections"))
                        .header("X-API-Key", KEY)
                        .build();
                return client.send(request, BodyHandlers.ofString()).body().contains("\"connected\": true");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        ProcessUsage usage() {
            return process == null ? ProcessUsage.NONE : ProcessUsage.of(process.toHandle());
        }

        void stop() {
            if (process != null) {
                Programs.stop(process);
            }
        }
    }
}
