package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.limit.Traffic;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.Uploads;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.Hints;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** One device: a disk that stays, and a client that comes and goes. */
final class SimDevice {
    private final EngineSettings settings;

    final String name;
    final SimFiles files;
    final SimServer server;
    private final NodeId root;
    private final InstantSource clock;
    private final Random random;
    SimJournal journal = new SimJournal();
    private List<Supplier<Event>> jobs = new ArrayList<>();
    /** Whether the watch hears nothing. */
    boolean deaf;

    /** The device's own ignore rules. */
    String ownRules = "";

    /** Folders its user does not want here. */
    final Set<NodeId> unselected = new HashSet<>();

    Engine engine;
    Replica trees;

    SimDevice(
            String name,
            NodeId root,
            SimFiles files,
            SimServer server,
            InstantSource clock,
            Random random,
            int deletionsMax) {
        this.settings = new EngineSettings(
                "dev", ZoneOffset.UTC, Duration.ofMillis(4), Duration.ofMillis(50), Duration.ofHours(1), deletionsMax);
        this.name = name;
        this.root = root;
        this.files = files;
        this.server = server;
        this.clock = clock;
        this.random = random;
        this.trees = new Replica(root);
        this.engine = newEngine();
        engine.start();
    }

    private Engine newEngine() {
        trees = new Replica(root);
        journal.load(trees);
        jobs = new ArrayList<>();
        var queue = jobs;
        return new Engine(
                trees,
                journal,
                files,
                new Watch(),
                server,
                (lane, job) -> queue.add(job),
                new Uploads(files, server, Runnable::run, Traffic.free().up()),
                new Downloads(files, server, Runnable::run, Traffic.free().down()),
                clock,
                random,
                settings);
    }

    /** The process dies, whatever it was doing, and is started again. */
    void restart() {
        engine = newEngine();
        engine.ownRules("own", ownRules);
        engine.select(unselected);
        engine.start();
    }

    /** What was already missing here, and perhaps being deleted on the server, when its user said what is to be here. */
    final Set<NodeId> missing = new HashSet<>();

    /** Its user says what is to be here, as a file that outlives everything. */
    void select() {
        trees.synced().all().stream()
                .map(SyncedNode::id)
                .filter(id -> !trees.local().contains(id))
                .forEach(missing::add);
        engine.select(unselected);
    }

    boolean hasJobs() {
        return !jobs.isEmpty();
    }

    /** One of the waiting jobs is done; its result may never arrive. */
    void runJob() {
        var job = jobs.remove(random.nextInt(jobs.size()));
        engine.post(job.get());
    }

    /** inotify, as far as it goes. */
    private final class Watch implements FolderWatch {
        private final Map<Long, NodeId> folders = new HashMap<>();
        private Hints hints = new Hints();

        Watch() {
            files.watcher = (inode, name) -> {
                var folder = folders.get(inode);
                if (folder != null && !deaf && random.nextInt(50) > 0) {
                    hints.name(folder, name);
                }
            };
        }

        @Override
        public void watch(NodeId folder, String path) {
            folders.put(files.inode(path), folder);
        }

        @Override
        public void rename(NodeId from, NodeId to) {
            folders.replaceAll((inode, folder) -> folder.equals(from) ? to : folder);
        }

        @Override
        public Hints drain() {
            var gathered = hints;
            hints = new Hints();
            return gathered;
        }

        @Override
        public int unwatched() {
            return 0;
        }

        @Override
        public int overflows() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
