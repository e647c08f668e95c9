package dev.cairn.desktop.engine;

import dev.cairn.content.Chunker;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.Event.NodesChanged;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.desktop.ignore.RuleChain;
import dev.cairn.desktop.ignore.RuleFile;
import dev.cairn.desktop.ignore.Ruling;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Devices, users, a server and fate, all from one seed on one thread. */
final class SimWorld {
    private static final int SETTLE_TURNS_MAX = 6_000;
    private static final int WORK_TURNS_MAX = 3_000;
    private static final int FEW_DELETIONS = 2;
    private static final int MANY_DELETIONS = 100;
    private static final String NOT_SELECTED = "not selected";
    private static final String CONFLICT = "(conflicted copy";
    private static final List<String> PATTERNS =
            List.of("*.txt", "n1", "/n2", "n3/", "!n1.txt", "n0/**", "**/n4", "!n3/", "n1/n2", "*", "!*.txt");

    /** What may happen. */
    record Rules(
            int devices,
            int writers,
            boolean faults,
            boolean powerCuts,
            boolean journalsLost,
            boolean ignoring,
            boolean choosing,
            int turns) {
        /** Everything is selected. */
        Rules(
                int devices,
                int writers,
                boolean faults,
                boolean powerCuts,
                boolean journalsLost,
                boolean ignoring,
                int turns) {
            this(devices, writers, faults, powerCuts, journalsLost, ignoring, false, turns);
        }
    }

    private final long seed;
    private final Random random;
    private final Rules rules;
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    /** Time passes even between two looks at the clock. */
    private final InstantSource clock = () -> {
        now = now.plusNanos(1_000);
        return now;
    };

    private final FakeTree tree;
    private final FakeChunkStore chunks = new FakeChunkStore();
    private final Caller caller = FakeCallers.named("ann");
    private final Space space;
    final List<SimDevice> devices = new ArrayList<>();
    private final List<NodesChanged> pushes = new ArrayList<>();
    private final Set<ContentId> written = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    /** Whether users delete things. */
    private final boolean deleting;

    private int writes;

    SimWorld(long seed, Rules rules) {
        this(seed, rules, new Random(seed).nextInt(3) == 0 ? FEW_DELETIONS : MANY_DELETIONS);
    }

    /** @param deletionsMax how many files may always be deleted at once; few enough, and some worlds see holds */
    SimWorld(long seed, Rules rules, int deletionsMax) {
        this.seed = seed;
        this.random = new Random(seed);
        this.rules = rules;
        this.deleting = !rules.choosing() || seed % 2 == 0;
        var tickets = new Tickets(new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]), clock);
        this.tree = new FakeTree(clock, random, tickets);
        this.space = Callers.call(caller, () -> tree.space("personal"));
        tree.onEvent(envelope -> {
            if (envelope.event() instanceof NodesChanged changed) {
                pushes.add(changed);
            }
        });
        for (int i = 0; i < rules.devices(); i++) {
            var files = new SimFiles(clock, random);
            var server = new SimServer(tree, chunks, caller, space.id(), random);
            var device = new SimDevice("d" + i, space.root(), files, server, clock, random, deletionsMax);
            files.destroying = bytes -> checkKept(device.name, bytes);
            server.deleting = id -> checkWanted(device, id);
            if (rules.ignoring()) {
                files.renaming = (from, to) -> checkKeeping(device, from, to);
            }
            devices.add(device);
        }
    }

    String story() {
        return String.join("\n", story);
    }

    /** Lets everything happen but in the turns that are {@code skipped}, and then looks whether all is as it has to be. */
    void run(BitSet skipped) {
        for (int turn = 0; turn < rules.turns(); turn++) {
            random.setSeed(seedOf(turn));
            if (!skipped.get(turn)) {
                somethingHappens();
            }
        }
        random.setSeed(seedOf(rules.turns()));
        settle();
        checkEqual(true);
    }

    /** Each turn has dice of its own, so that a story can be told without some of its turns. Mixed as SplitMix64 does. */
    private long seedOf(int turn) {
        long mixed = seed + (turn + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private void somethingHappens() {
        var device = devices.get(random.nextInt(devices.size()));
        int dice = random.nextInt(100);
        if (dice < 18) {
            var writer = devices.get(random.nextInt(rules.writers()));
            userActs(writer);
        } else if (dice < 50) {
            device.engine.step();
        } else if (dice < 75) {
            if (device.hasJobs()) {
                device.runJob();
            }
        } else if (dice < 85) {
            push();
        } else if (dice < 95) {
            now = now.plusMillis(random.nextInt(random.nextInt(20) == 0 ? 100_000 : 60));
        } else if (rules.faults()) {
            fate(device);
        }
        if (rules.ignoring() && random.nextInt(12) == 0) {
            somebodyRules();
        }
        // What a writer deletes and then does not select stays on the server, in the way of what is written there next.
        if (rules.choosing() && random.nextInt(12) == 0 && (rules.writers() > 1 || device != devices.getFirst())) {
            somebodyChooses(device);
        }
        if (random.nextInt(20) == 0) {
            answer(device);
        }
    }

    /** Somebody sees that deletions are held, and says something. */
    private void answer(SimDevice device) {
        var held = device.engine.status().held();
        if (held != null) {
            // A single writer who takes names of what is missing and then wants that back too makes a conflict.
            boolean meant = rules.writers() == 1 || random.nextBoolean();
            story.add(device.name + " says that deletions " + (meant ? "were meant" : "were not meant"));
            device.engine.answer(held.id(), meant);
        }
    }

    private void fate(SimDevice device) {
        switch (random.nextInt(12)) {
            case 0 -> {
                story.add(device.name + " is killed and restarted");
                device.restart();
            }
            case 1 -> device.server.faulty = !device.server.faulty;
            case 2 -> device.server.down = random.nextInt(3) == 0;
            case 3 -> {
                if (rules.powerCuts()) {
                    story.add(device.name + " loses power; had " + device.files.paths());
                    device.files.powerCut();
                    story.add("  has " + device.files.paths());
                    device.restart();
                }
            }
            case 4 -> {
                if (random.nextBoolean()) {
                    device.files.syncAll();
                } else if (rules.writers() > 1) {
                    story.add(device.name + "'s marker is removed");
                    device.files.removeMarker();
                }
            }
            case 5 -> {
                if (rules.journalsLost()) {
                    story.add(device.name + " loses its journal");
                    device.journal = new SimJournal();
                    device.restart();
                }
            }
            case 6 -> {
                story.add(device.name + "'s disk is unmounted for a while");
                device.files.mounted(false);
                for (int i = 0; i < 5; i++) {
                    device.engine.step();
                    now = now.plusMillis(3_000);
                    if (device.hasJobs()) {
                        device.runJob();
                    }
                }
                device.files.mounted(true);
            }
            case 7 -> {
                var fullness =
                        switch (random.nextInt(3)) {
                            case 0 -> SimFiles.Fullness.FULL;
                            case 1 -> SimFiles.Fullness.FULL_UNSEEN;
                            default -> SimFiles.Fullness.ROOM;
                        };
                story.add(device.name + "'s disk: " + fullness);
                device.files.fullness = fullness;
            }
            case 8 -> {
                if (rules.writers() == 1) {
                    // What was placed and not written down is, after a kill, as good as a lost journal: copies are
                    // made.
                    return;
                }
                device.journal.full = !device.journal.full;
                story.add(device.name + "'s journal is on a " + (device.journal.full ? "full" : "roomy") + " disk");
            }
            case 10 -> {
                story.add(device.name + " is paused");
                device.engine.pause(random.nextBoolean() ? Instant.MAX : now.plusSeconds(random.nextInt(60)));
            }
            case 9 -> {
                if (rules.powerCuts() && rules.writers() > 1) {
                    story.add(device.name + "'s disk will not write");
                    device.files.folderSyncFails = true;
                }
            }
            default -> now = now.plus(Duration.ofHours(2));
        }
    }

    // ---- users ----

    private void userActs(SimDevice device) {
        var files = device.files;
        var paths = files.paths();
        var folders = new ArrayList<>(List.of(""));
        var plain = new ArrayList<String>();
        for (var path : paths) {
            if (path.endsWith("/")) {
                folders.add(path.substring(0, path.length() - 1));
            } else {
                plain.add(path);
            }
        }
        var folder = folders.get(random.nextInt(folders.size()));
        var fresh =
                (folder.isEmpty() ? "" : folder + "/") + "n" + random.nextInt(5) + (random.nextBoolean() ? ".txt" : "");
        boolean free = files.inode(fresh) == 0;
        var some = plain.isEmpty() ? null : plain.get(random.nextInt(plain.size()));
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> {
                if (free) {
                    act(device, "writes " + fresh, () -> files.userWrite(fresh, newBytes()));
                }
            }
            case 3 -> {
                if (free) {
                    act(device, "makes " + fresh + "/", () -> files.userFolder(fresh));
                }
            }
            case 4, 5 -> {
                if (some != null) {
                    act(device, "edits " + some, () -> files.userWrite(some, newBytes()));
                }
            }
            case 6 -> {
                if (some != null) {
                    act(device, "saves " + some, () -> files.userReplace(some, newBytes()));
                }
            }
            case 7 -> {
                if (deleting && !paths.isEmpty()) {
                    var gone = bare(paths.get(random.nextInt(paths.size())));
                    act(device, "deletes " + gone, () -> files.userDelete(gone));
                }
            }
            case 8, 9 -> {
                if (!paths.isEmpty() && free) {
                    var from = bare(paths.get(random.nextInt(paths.size())));
                    act(device, "moves " + from + " to " + fresh, () -> files.userRename(from, fresh));
                }
            }
            default -> {
                if (some != null && free && random.nextBoolean()) {
                    act(device, "copies " + some + " to " + fresh, () -> files.userWrite(fresh, files.userRead(some)));
                } else if (some != null) {
                    act(device, "touches " + some, () -> files.userTouch(some, now.minusSeconds(random.nextInt(1000))));
                }
            }
        }
    }

    /** Somebody writes or takes away a rule file, or changes the rules of a device. */
    private void somebodyRules() {
        var text = new StringBuilder();
        for (int line = 0; line < 1 + random.nextInt(3); line++) {
            text.append(PATTERNS.get(random.nextInt(PATTERNS.size()))).append('\n');
        }
        if (random.nextInt(4) == 0) {
            var device = devices.get(random.nextInt(devices.size()));
            story.add(device.name + " has rules of its own: " + text.toString().strip());
            device.ownRules = text.toString();
            device.engine.ownRules("own", device.ownRules);
            return;
        }
        var device = devices.get(random.nextInt(rules.writers()));
        var files = device.files;
        var folders = new ArrayList<>(List.of(""));
        files.paths().stream().filter(path -> path.endsWith("/")).forEach(folders::add);
        var path = folders.get(random.nextInt(folders.size())) + RuleFile.NAME;
        if (deleting && files.inode(path) != 0 && random.nextInt(3) == 0) {
            act(device, "deletes " + path, () -> files.userDelete(path));
        } else {
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            written.add(content(bytes));
            act(device, "rules in " + path + ": " + text.toString().strip(), () -> files.userWrite(path, bytes));
        }
    }

    /** Somebody wants a folder on a device no longer, or again. */
    private void somebodyChooses(SimDevice device) {
        var chosen = device.unselected;
        var folders = serverFolders();
        if (!chosen.isEmpty() && random.nextBoolean()) {
            var again = chosen.stream()
                    .sorted()
                    .skip(random.nextInt(chosen.size()))
                    .findFirst()
                    .orElseThrow();
            story.add(device.name + " selects " + folders.get(again));
            chosen.remove(again);
        } else if (!folders.isEmpty()) {
            var gone = folders.keySet().stream()
                    .sorted()
                    .skip(random.nextInt(folders.size()))
                    .findFirst()
                    .orElseThrow();
            if (devices.indexOf(device) < rules.writers() && random.nextInt(4) == 0) {
                moveOut(device, folders.get(gone));
            }
            story.add(device.name + " unselects " + folders.get(gone));
            chosen.add(gone);
        }
        if (random.nextInt(6) == 0) {
            story.add("  while its disk is not there");
            device.files.mounted(false);
            device.engine.step();
            device.select();
            device.engine.step();
            device.files.mounted(true);
        } else {
            device.select();
        }
    }

    /** Something is moved out of a folder before that is left out, and nobody has looked yet. */
    private void moveOut(SimDevice device, @Nullable String folder) {
        var inside = device.files.paths().stream()
                .filter(path -> folder != null && isBelow(path, folder) && !path.equals(folder))
                .toList();
        var fresh = "n" + random.nextInt(5) + ".txt";
        if (!inside.isEmpty() && device.files.inode(fresh) == 0) {
            var from = bare(inside.get(random.nextInt(inside.size())));
            act(device, "moves " + from + " to " + fresh, () -> device.files.userRename(from, fresh));
        }
    }

    private void act(SimDevice device, String what, Runnable action) {
        story.add(device.name + " " + what);
        action.run();
        now = now.plusMillis(1 + random.nextInt(20));
    }

    private static String bare(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private byte[] newBytes() {
        var bytes = random.nextInt(15) == 0 ? new byte[0] : ("text " + ++writes).getBytes(StandardCharsets.UTF_8);
        written.add(content(bytes));
        return bytes;
    }

    static ContentId content(byte[] bytes) {
        var pieces = new ArrayList<ChunkRef>();
        var chunker = new Chunker();
        try {
            dev.cairn.content.ChunkSink sink = (array, offset, length) ->
                    pieces.add(new ChunkRef(dev.cairn.content.ChunkId.of(array, offset, length), length));
            chunker.push(bytes, 0, bytes.length, sink);
            chunker.finish(sink);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Manifest(pieces).id();
    }

    // ---- the server tells ----

    private void push() {
        if (pushes.isEmpty()) {
            return;
        }
        var event = random.nextInt(10) == 0 ? pushes.get(random.nextInt(pushes.size())) : pushes.removeFirst();
        for (var device : devices) {
            if (!device.server.down && random.nextInt(10) > 0) {
                deliver(event, device);
            }
        }
    }

    /** Everybody hears of everything, in order. */
    void deliverPushes() {
        for (var event : pushes) {
            devices.forEach(device -> deliver(event, device));
        }
        pushes.clear();
    }

    void forgetPushes() {
        pushes.clear();
    }

    private void deliver(NodesChanged event, SimDevice device) {
        if (event.complete()) {
            var from = event.cursor().substring(0, event.cursor().lastIndexOf('.') + 1) + event.before();
            device.engine.pushed(from, new Delta(space.id(), event.changes(), event.cursor(), false, false));
        } else {
            device.engine.behind();
        }
    }

    // ---- what must hold ----

    /** Where users delete nothing, nothing is deleted that is not selected, as far as the device knows. */
    private void checkWanted(SimDevice device, NodeId id) {
        var known = device.trees.remote();
        if (!deleting
                && !device.missing.contains(id)
                && device.unselected.stream().anyMatch(each -> known.isWithin(id, each) || known.isWithin(each, id))) {
            throw new AssertionError(device.name + " deletes " + known.path(id) + ", which is not selected");
        }
    }

    private static boolean isBelow(String path, String folder) {
        return path.startsWith(folder);
    }

    /** Paths on the server, with a slash at their end, of what the device's user does not want there. */
    private List<String> unselectedPaths(SimDevice device) {
        var folders = serverFolders();
        return device.unselected.stream()
                .map(folders::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private Map<NodeId, String> serverFolders() {
        var result = new HashMap<NodeId, String>();
        for (var node : serverNodes()) {
            if (node instanceof Node.Folder) {
                result.put(
                        node.id(),
                        Callers.call(caller, () -> tree.node(space.id(), node.id())
                                        .path()) + "/");
            }
        }
        return result;
    }

    private void checkKept(String device, byte[] bytes) {
        var content = content(bytes);
        boolean onServer = devices.stream().anyMatch(each -> each.server.named.contains(content));
        if (written.contains(content) && !onServer) {
            throw new AssertionError(device + " destroys \"" + new String(bytes, StandardCharsets.UTF_8)
                    + "\", which the server never had");
        }
    }

    /** No rule file is moved away from what it keeps on a disk, but to make place for another. */
    private static void checkKeeping(SimDevice device, String from, String to) {
        var local = device.trees.local();
        if (!isRuleFile(from) || to.contains(CONFLICT) || !knowsItsRules(device)) {
            return;
        }
        for (var node : local.all()) {
            var path = local.path(node.id());
            var ruling = path == null
                            || node.folder()
                            || device.trees.remote().contains(node.id())
                            || device.trees.synced().contains(node.id())
                            || device.files.inode(path) != node.stamp().inode()
                    ? null
                    : ruling(device, path);
            if (ruling != null && ruling.source().equals(from)) {
                throw new AssertionError(device.name + " moves " + from + " to " + to + ", and " + path + ", " + ruling
                        + ", would be sent");
            }
        }
    }

    private static boolean isRuleFile(String path) {
        return ("/" + path).endsWith("/" + RuleFile.NAME);
    }

    /** Whether the engine has seen all rule files as they are. */
    private static boolean knowsItsRules(SimDevice device) {
        var local = device.trees.local();
        return device.files.paths().stream().filter(SimWorld::isRuleFile).allMatch(path -> {
            var stamp = device.files.stat(path);
            return stamp != null
                    && local.all().stream()
                            .anyMatch(node -> node.stamp().sameAs(stamp) && path.equals(local.path(node.id())));
        });
    }

    /** The server comes back from a backup: what was known of it counts no longer. */
    void restored() {
        tree.forgetHistory(space.id());
    }

    /** Time passes. */
    void passes(long millis) {
        now = now.plusMillis(millis);
    }

    /** Lets everybody do what can be done now, then some time passes; returns whether anybody did anything. */
    boolean turn() {
        boolean worked = false;
        for (var device : devices) {
            worked |= device.engine.step();
            while (device.hasJobs()) {
                device.runJob();
                worked = true;
            }
        }
        passes(200);
        return worked;
    }

    /** Lets everybody work, and scan, until nobody has anything to do; nobody answers questions. */
    void work() {
        passes(Duration.ofHours(2).toMillis());
        int quiet = 0;
        var asked = "";
        for (int turn = 0; turn < WORK_TURNS_MAX; turn++) {
            boolean worked = turn();
            quiet = worked ? 0 : quiet + 1;
            if (quiet > 4) {
                var cursor = cursor();
                if (cursor.equals(asked)) {
                    return;
                }
                asked = cursor;
                quiet = 0;
                devices.forEach(device -> device.engine.behind());
            }
        }
        throw new AssertionError("no end");
    }

    /** A file the server has. */
    Node.File node(String path) {
        return (Node.File)
                Callers.call(caller, () -> tree.byPath(space.id(), path)).node();
    }

    /** What devices told of conflicts that are ones still. */
    List<Operation.NoteConflict> conflicts() {
        return tree.conflicts(space.id());
    }

    /** A moment passes. */
    void advance() {
        now = now.plusMillis(200);
    }

    /** Lets everybody work until nothing is left to do; fails when there is no end. */
    void settle() {
        for (var device : devices) {
            device.engine.resume();
            device.server.faulty = false;
            device.server.down = false;
            device.files.fullness = SimFiles.Fullness.ROOM;
            device.journal.full = false;
            device.files.folderSyncFails = false;
        }
        // Whatever the watch missed is found by a scan.
        now = now.plus(Duration.ofHours(2));
        story.add("quiet from now on");
        int quiet = 0;
        var asked = "";
        for (int turn = 0; turn < SETTLE_TURNS_MAX; turn++) {
            boolean all = true;
            for (var device : devices) {
                boolean worked = device.engine.step();
                while (device.hasJobs()) {
                    device.runJob();
                    worked = true;
                }
                answer(device);
                all &= !worked && device.engine.isSettledDown() && isInSync(device.engine.status());
            }
            now = now.plusMillis(turn > 500 ? 5_000 : 200);
            quiet = all ? quiet + 1 : 0;
            if (quiet > 4) {
                var cursor = cursor();
                if (cursor.equals(asked)) {
                    return;
                }
                asked = cursor;
                quiet = 0;
                devices.forEach(device -> device.engine.behind());
            }
        }
        throw new AssertionError("no end: "
                + devices.stream()
                        .map(device ->
                                device.name + " " + device.engine + device.engine.status() + " " + device.files.paths())
                        .toList()
                + " server " + serverTree().keySet());
    }

    /** What stays on a device because of what is not selected is told as a problem. */
    private boolean isInSync(EngineStatus status) {
        return status.state() == EngineStatus.State.IN_SYNC
                || (rules.choosing()
                        && status.state() == EngineStatus.State.INCOMPLETE
                        && status.problems().values().stream().allMatch(why -> why.contains(NOT_SELECTED)));
    }

    private String cursor() {
        return Callers.call(caller, () -> tree.space("personal")).cursor();
    }

    private Map<String, String> serverTree() {
        var result = new TreeMap<String, String>();
        for (var node : serverNodes()) {
            var path =
                    Callers.call(caller, () -> tree.node(space.id(), node.id()).path());
            if (node instanceof Node.File file) {
                result.put(path, file.content() + " " + file.executable() + " " + file.modified());
            } else {
                result.put(path + "/", "");
            }
        }
        return result;
    }

    private List<Node> serverNodes() {
        var nodes = new ArrayList<Node>();
        Callers.run(caller, () -> {
            String cursor = null;
            for (boolean more = true; more; ) {
                var page = tree.changes(space.id(), cursor, 1000);
                for (var change : page.changes()) {
                    if (change instanceof Change.Upserted(Node node) && node.parent() != null) {
                        nodes.add(node);
                    }
                }
                cursor = page.cursor();
                more = page.more();
            }
        });
        return nodes;
    }

    /**
     * Every device has what the server has.
     *
     * @param andHonest and nobody uploaded what nobody wrote; for worlds whose users write through this class only
     */
    void checkEqual(boolean andHonest) {
        var onServer = serverTree();
        for (var device : devices) {
            var expected = new TreeMap<>(onServer);
            var elsewhere = unselectedPaths(device);
            expected.keySet().removeIf(path -> elsewhere.stream().anyMatch(each -> isBelow(path, each)));
            var found = new TreeMap<String, String>();
            for (var path : device.files.paths()) {
                if (!expected.containsKey(path)
                        && (mayStay(device, path) || isNeeded(device, path, expected.keySet()))) {
                    found.put(path, "ignored");
                } else if (path.endsWith("/")) {
                    found.put(path, "");
                } else {
                    var stamp = Objects.requireNonNull(device.files.stat(path));
                    found.put(
                            path,
                            content(device.files.userRead(path)) + " " + stamp.executable() + " " + stamp.modified());
                }
            }
            withoutWhatStays(found, expected);
            // Told as problems: only here, because of what is not selected.
            device.engine.status().problems().forEach((kept, why) -> {
                if (rules.choosing() && why.contains(NOT_SELECTED)) {
                    found.keySet()
                            .removeIf(path -> bare(path).equals(kept)
                                    || isBelow(path, kept + "/")
                                    || (path.endsWith("/") && isBelow(kept, path) && !expected.containsKey(path)));
                }
            });
            if (!found.equals(expected)) {
                throw new AssertionError(
                        device.name + " and the server differ\nserver " + expected + "\ndevice " + found
                                + "\nits remote tree " + device.trees.remote().all() + "\nits local tree "
                                + device.trees.local().all() + "\nits base "
                                + device.trees.synced().all() + "\nat "
                                + device.engine.cursor());
            }
        }
        if (andHonest) {
            checkHonest(onServer.keySet());
        }
    }

    /** What the rules are about, and the folders it lies in: they are here and nowhere else. */
    private static void withoutWhatStays(Map<String, String> found, Map<String, String> expected) {
        var ignored = new HashSet<String>();
        found.forEach((path, what) -> {
            if (what.equals("ignored")) {
                ignored.add(path);
            }
        });
        found.keySet().removeAll(ignored);
        found.keySet()
                .removeIf(path -> !expected.containsKey(path)
                        && path.endsWith("/")
                        && ignored.stream().anyMatch(each -> each.startsWith(path)));
    }

    /** Whether it is a rule file that keeps something on this disk. */
    private static boolean isNeeded(SimDevice device, String path, Set<String> onServer) {
        return isRuleFile(path)
                && device.files.paths().stream().anyMatch(each -> {
                    var ruling = onServer.contains(each) ? null : ruling(device, each);
                    return ruling != null && ruling.source().equals(path);
                });
    }

    /** Whether the rules as they lie on this disk say so. */
    private static boolean mayStay(SimDevice device, String path) {
        return ruling(device, path) != null;
    }

    private static @Nullable Ruling ruling(SimDevice device, String path) {
        var names = path.split("/");
        var chain = RuleChain.root(ruleFile(device, ""), RuleFile.parse("own", device.ownRules));
        var at = "";
        for (int i = 0; i < names.length - 1; i++) {
            at += names[i] + "/";
            chain = chain.in(names[i], ruleFile(device, at));
        }
        return chain.ruling(names[names.length - 1], path.endsWith("/"));
    }

    private static @Nullable RuleFile ruleFile(SimDevice device, String folder) {
        var path = folder + RuleFile.NAME;
        return device.files.inode(path) == 0
                ? null
                : RuleFile.parse(path, new String(device.files.userRead(path), StandardCharsets.UTF_8));
    }

    private void checkHonest(Set<String> paths) {
        var uploaded = new HashMap<ContentId, String>();
        for (var device : devices) {
            for (var content : device.server.named) {
                uploaded.put(content, device.name);
            }
        }
        uploaded.keySet().removeAll(written);
        if (!rules.powerCuts() && !uploaded.isEmpty()) {
            throw new AssertionError("uploaded what nobody wrote: " + uploaded);
        }
        if (rules.writers() == 1 && !rules.powerCuts() && !rules.journalsLost()) {
            for (var path : paths) {
                if (path.contains(CONFLICT)) {
                    throw new AssertionError("a conflict copy without a conflict: " + path);
                }
            }
            if (!conflicts().isEmpty()) {
                throw new AssertionError("told of conflicts where there are none: " + conflicts());
            }
        }
    }
}
