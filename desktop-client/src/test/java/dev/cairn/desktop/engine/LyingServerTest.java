package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.limit.Traffic;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.Uploads;
import dev.cairn.desktop.watch.FolderWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a server calls its files, nothing is written outside the folder, and the rest arrives. */
class LyingServerTest {
    private static final List<String> LIES = List.of(
            "..",
            ".",
            "../escaped",
            "../../escaped",
            "/tmp/escaped",
            "a/../../escaped",
            "sub/../../escaped",
            "nul\0byte",
            "lone\uD800surrogate",
            "x".repeat(256),
            LocalFiles.MARKER,
            LocalFiles.WORK_FOLDER);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path parent;

    @Test
    void namesNeverLeadOut() throws IOException {
        var world = new SimWorld(1, new SimWorld.Rules(1, 1, false, false, false, false, 0), 100);
        var honest = world.devices.getFirst();
        var lies = new HashMap<String, String>();
        honest.files.userWrite("good", bytes("good"));
        for (int i = 0; i < LIES.size(); i++) {
            // One as a file, one as a folder with something in it.
            honest.files.userWrite("file" + i, bytes("escaped"));
            honest.files.userFolder("folder" + i);
            honest.files.userWrite("folder" + i + "/escaped", bytes("escaped"));
            lies.put("file" + i, LIES.get(i));
            lies.put("folder" + i, LIES.get(i));
        }
        world.work();

        var root = Files.createDirectory(parent.resolve("root")).toRealPath();
        var engine = victim(honest, root, lies);

        assertThat(engine.status().state()).isEqualTo(State.INCOMPLETE);
        assertThat(engine.status().problems()).hasSizeGreaterThanOrEqualTo(LIES.size());
        assertThat(Files.readString(root.resolve("good"))).isEqualTo("good");
        try (var beside = Files.list(parent)) {
            assertThat(beside).containsExactly(root);
        }
        try (var inside = Files.list(root)) {
            assertThat(inside.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("good", LocalFiles.MARKER, LocalFiles.WORK_FOLDER);
        }
        assertThat(Files.readString(root.resolve(LocalFiles.MARKER))).doesNotContain("escaped");
        assertThat(Path.of("/tmp/escaped")).doesNotExist();
    }

    private static Engine victim(SimDevice honest, Path root, Map<String, String> lies) throws IOException {
        var clock = InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z"));
        var files = new DiskFiles(root);
        var server = new LyingServer(honest.server, lies);
        var jobs = new ArrayList<Supplier<Event>>();
        var engine = new Engine(
                new Replica(honest.trees.root()),
                new SimJournal(),
                files,
                FolderWatch.NONE,
                server,
                (lane, job) -> jobs.add(job),
                new Uploads(files, server, Runnable::run, Traffic.free().up()),
                new Downloads(files, server, Runnable::run, Traffic.free().down()),
                clock,
                new Random(1),
                EngineSettings.standard("victim", ZoneOffset.UTC));
        engine.start();
        for (int i = 0; i < 100; i++) {
            engine.step();
            while (!jobs.isEmpty()) {
                engine.post(jobs.removeFirst().get());
            }
        }
        return engine;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
