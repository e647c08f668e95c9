package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.index.JdbcJournal;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.remote.ChangeFeed;
import dev.cairn.desktop.remote.SpaceServer;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.Uploads;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.KernelWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** An engine with everything real around it: disk, watch, journal, server, threads. */
public final class FolderSync implements ChangeFeed.Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSync.class);
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Engine engine;
    private final ThreadWorkers workers;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable String> cursor = new AtomicReference<>();
    private final AtomicReference<@Nullable Engine> hook = new AtomicReference<>();
    private final SpaceServer server;

    /** @param watching false for a single pass */
    public FolderSync(
            Path folder,
            Path journalFile,
            NodeId root,
            SpaceServer server,
            EngineSettings settings,
            boolean watching,
            InstantSource clock,
            RandomGenerator random,
            JsonMapper json)
            throws IOException {
        this.server = server;
        var files = new DiskFiles(folder);
        var trees = new Replica(root);
        var journal = new JdbcJournal(journalFile, json);
        journal.load(trees);
        journal.tidy();
        this.workers = new ThreadWorkers(event -> {
            var there = hook.get();
            if (there != null) {
                there.post(event);
            }
        });
        var watch = watching
                ? new KernelWatch(files.rootFolder(), () -> {
                    var there = hook.get();
                    if (there != null) {
                        there.hinted();
                    }
                })
                : FolderWatch.NONE;
        this.engine = new Engine(
                trees,
                journal,
                files,
                watch,
                server,
                workers,
                new Uploads(files, server, requests, server.traffic().up()),
                new Downloads(files, server, requests, server.traffic().down()),
                clock,
                random,
                settings);
        hook.set(engine);
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** Runs until interrupted. */
    public void run() {
        try {
            engine.start();
            cursor.set(engine.cursor());
            while (!Thread.currentThread().isInterrupted()) {
                if (!step()) {
                    await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("Sync ended unexpectedly", e);
            throw e;
        }
    }

    /** Does what there is to do now; says whether there is more. */
    public boolean step() {
        boolean more = engine.step();
        cursor.set(engine.cursor());
        return more;
    }

    /** Waits for something to do, a second at most. */
    public void await() throws InterruptedException {
        engine.await(TURN);
    }

    @Override
    public @Nullable String cursor() {
        return cursor.get();
    }

    @Override
    public void message(ServerMessage message) {
        switch (message) {
            case ServerMessage.Subscribed subscribed -> {
                if (!subscribed.cursor().equals(cursor.get())) {
                    engine.behind();
                }
            }
            case ServerMessage.Pushed pushed -> engine.pushed(pushed.from(), pushed.delta());
            case ServerMessage.Behind _ -> engine.behind();
            case ServerMessage.Ended ended -> {
                LOG.info("The server no longer pushes this space: {}", ended.detail());
                engine.behind();
            }
        }
    }

    @Override
    public void linked(boolean up) {
        engine.linked(up);
    }

    @Override
    public void poll(int seconds) throws IOException {
        var from = cursor.get();
        if (from != null && !server.await(from, seconds).changes().isEmpty()) {
            engine.behind();
        }
    }

    @Override
    public void close() {
        workers.close();
        requests.shutdownNow();
        engine.close();
    }
}
