package dev.cairn.desktop.engine;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.apply.ConflictNames;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.apply.LocalObserver;
import dev.cairn.desktop.engine.Event.Transfer;
import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.RootState;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.fs.TargetChangedException;
import dev.cairn.desktop.index.Edit;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.JournalEntry;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.PendingCommit;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.reconcile.Plan;
import dev.cairn.desktop.reconcile.Reconciler;
import dev.cairn.desktop.reconcile.Step;
import dev.cairn.desktop.remote.RemoteServer;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.LocalChunks;
import dev.cairn.desktop.transfer.Outcome;
import dev.cairn.desktop.transfer.Source;
import dev.cairn.desktop.transfer.Uploads;
import dev.cairn.desktop.transfer.Wanted;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.Hints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one folder and one space equal. All decisions and all changes of names are made by one control thread, the one that
 * calls {@link #step}; reading, sending and fetching bytes happens beside it and is reported back as events.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration ROOT_CHECK = Duration.ofSeconds(5);
    private static final Duration PROBLEM_HOLD = Duration.ofSeconds(30);
    private static final Duration SETTLE_AFTER = Duration.ofSeconds(30);
    private static final Duration DRAFT_LIFE = Duration.ofDays(2);
    private static final Duration WRITING = Duration.ofMillis(400);
    private static final long WRITING_SIZE_MIN = 4L << 20;
    private static final int UPLOAD_JOBS_MAX = 3;
    private static final int DOWNLOAD_JOBS_MAX = 4;
    private static final int LOOK_JOBS_MAX = 2;
    private static final int GROUP_FILES_MAX = 400;
    private static final long GROUP_BYTES_MAX = 8L << 20;
    private static final int SETTLE_MAX = 500;

    private final Replica trees;
    private final Journal journal;
    private final LocalFiles files;
    private final FolderWatch watch;
    private final RemoteServer server;
    private final Workers workers;
    private final InstantSource clock;
    private final Ids ids;
    private final RandomGenerator random;
    private final EngineSettings settings;
    private final LocalObserver observer;
    private final DiskSteps disk;
    private final RemoteChanges remoteChanges;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Commits commits = new Commits();
    private final Holds holds = new Holds();
    private final Connection connection;
    private final DeletionGuard guard;
    private final JournalEntry entry = new JournalEntry();
    private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
    private final Set<NodeId> busy = new HashSet<>();
    /** Nodes that are busy because the folder they are in is being deleted on the server. */
    private final Map<NodeId, Set<NodeId>> deleting = new HashMap<>();

    private final Set<NodeId> unsettled = new HashSet<>();
    private final Map<Transfer, Integer> jobs = new HashMap<>();

    private Hints hints = new Hints();
    private @Nullable Instant hintedFirst;
    private @Nullable Instant hintedLast;
    private @Nullable String cursor;
    private String mark = "";
    private @Nullable String stopped;
    private Instant rootCheckAt = Instant.MIN;
    private Instant rescanAt = Instant.MIN;
    private Instant settleAt = Instant.MIN;
    private @Nullable Instant wakeAt;
    private boolean powerLost;
    private boolean scanned;
    private boolean pulled;
    private boolean pulling;
    private boolean pullWanted = true;
    private boolean settling;
    private boolean planWanted = true;
    private Map<NodeId, String> unholdable = Map.of();
    private int plannedUploads;
    private int plannedDownloads;
    private volatile EngineStatus status =
            new EngineStatus(EngineStatus.State.STARTING, null, 0, 0, 0, 0, 0, Map.of(), Map.of(), 0, null);

    /** The journal has been loaded into {@code trees}. Nothing happens before {@link #start}. */
    Engine(
            Replica trees,
            Journal journal,
            LocalFiles files,
            FolderWatch watch,
            RemoteServer server,
            Workers workers,
            Uploads uploads,
            Downloads downloads,
            InstantSource clock,
            RandomGenerator random,
            EngineSettings settings) {
        this.trees = trees;
        this.journal = journal;
        this.files = files;
        this.watch = watch;
        this.server = server;
        this.workers = workers;
        this.uploads = uploads;
        this.downloads = downloads;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.ids = new Ids(clock, random);
        this.observer = new LocalObserver(trees, files, watch, ids);
        this.disk = new DiskSteps(trees, files, new ConflictNames(settings.device()));
        this.remoteChanges = new RemoteChanges(trees, ids);
        this.connection = new Connection(random);
        this.guard = new DeletionGuard(trees, settings.deletionsMax());
    }

    /** Checks whether folder and journal belong together and begins. */
    public void start() {
        cursor = journal.fact("cursor").orElse(null);
        guard.resume(journal.fact("hold").orElse(""));
        commits.resume(journal.pending());
        busy.addAll(commits.nodes());
        for (var node : trees.synced().all()) {
            if (!node.settled()) {
                unsettled.add(node.id());
            }
        }
        enter();
    }

    private void enter() {
        var known = journal.fact("mark").orElse("");
        var next = journal.fact("markNext").orElse("");
        var found = files.root();
        if (found instanceof RootState.Absent absent && !known.isEmpty()) {
            stop(absent.why());
            return;
        }
        var present = found.markOrNull();
        if (!known.isEmpty() && !Objects.equals(present, known) && !Objects.equals(present, next)) {
            LOG.warn("The folder and what is known of it do not belong together (restored from a backup?); merging");
            remoteChanges.forgetBase();
            unsettled.clear();
        }
        var boot = files.bootId();
        if (!boot.equals(journal.fact("boot").orElse(boot))) {
            powerLost = !unsettled.isEmpty() || !commits.isIdle();
            forgetUnsettledBytes();
        }
        try {
            remark();
            files.sweepDrafts(clock.instant().minus(DRAFT_LIFE));
        } catch (IOException e) {
            stop("the folder cannot be written: " + e.getMessage());
            return;
        }
        ensureRoot();
        if (!powerLost) {
            entry.facts.put("boot", boot);
        }
        stopped = null;
        hints.everything();
        rescanAt = nextRescan();
        settleAt = clock.instant().plus(SETTLE_AFTER);
        planWanted = true;
    }

    /** What was read before the power went may not have reached the disk. */
    private void forgetUnsettledBytes() {
        for (var local : List.copyOf(trees.local().all())) {
            var synced = trees.synced().get(local.id());
            if (local.content() != null
                    && (synced == null
                            || !synced.settled()
                            || !local.has(synced.fileState().content()))) {
                trees.local().put(local.with(local.stamp(), null));
            }
        }
    }

    /** A new mark with every start: a copy of folder or journal from before is recognised by its old one. */
    private void remark() throws IOException {
        var fresh = ids.next().toString();
        entry.facts.put("markNext", fresh);
        journal.save(trees, entry);
        files.mark(fresh);
        entry.facts.put("mark", fresh);
        journal.save(trees, entry);
        mark = fresh;
    }

    private void ensureRoot() {
        var root = trees.root();
        var stamp = new Stamp(Kind.FOLDER, 0, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH, false);
        if (!trees.remote().contains(root)) {
            trees.remote().put(new RemoteNode(root, null, "", 0, null));
        }
        if (!trees.local().contains(root)) {
            trees.local().put(new LocalNode(root, null, "", stamp, null));
        }
        if (!trees.synced().contains(root)) {
            trees.synced().put(new SyncedNode(root, null, "", null, stamp, true));
        }
    }

    private void stop(String why) {
        if (stopped == null) {
            LOG.warn("Stopped: {}", why);
        }
        stopped = why;
        rootCheckAt = clock.instant().plus(ROOT_CHECK);
    }

    /** From any thread: the server pushed changes. */
    public void pushed(String from, Delta delta) {
        inbox.add(new Event.Pushed(from, delta));
    }

    /** From any thread: there may be changes on the server. */
    public void behind() {
        inbox.add(new Event.Behind());
    }

    /** From any thread: the pushing connection came up or went down. */
    public void linked(boolean up) {
        inbox.add(new Event.Linked(up));
    }

    /** From any thread: the watch has hints. */
    public void hinted() {
        inbox.add(new Event.Hinted());
    }

    /**
     * From any thread: what somebody says about held deletions.
     *
     * @param hold which hold they saw; an answer to another one is of no effect
     * @param meant true: delete on the server; false: get everything back
     */
    public void answer(String hold, boolean meant) {
        inbox.add(new Event.Answered(hold, meant));
    }

    void post(Event event) {
        inbox.add(event);
    }

    /** Where a push has to begin to be all this engine misses; null before the first pull. From the control thread. */
    public @Nullable String cursor() {
        return cursor;
    }

    /** How things stand; from any thread. */
    public EngineStatus status() {
        return status;
    }

    /** Waits until there is something to do, at most {@code longest}. */
    public void await(Duration longest) throws InterruptedException {
        var wake = nextWake();
        long wait = longest.toNanos();
        if (wake != null) {
            wait = Math.min(
                    wait, Math.max(0, Duration.between(clock.instant(), wake).toNanos()));
        }
        var event = inbox.poll(wait, TimeUnit.NANOSECONDS);
        if (event != null) {
            handle(event);
        }
    }

    /** When there will be something to do even if no event comes; null: never. */
    @Nullable
    Instant nextWake() {
        var now = clock.instant();
        if (stopped != null) {
            return rootCheckAt;
        }
        @Nullable Instant wake = earlier(rescanAt, holds.nextEnd(now));
        wake = earlier(wake, lookAt());
        wake = earlier(wake, wakeAt);
        if (!connection.usable(now)) {
            wake = earlier(wake, connection.retryAt());
        }
        // While anything is under way it would only be put off; an event tells when that ends.
        return unsettled.isEmpty() || settling || !idle() ? wake : earlier(wake, settleAt);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Does what can be done now; returns whether there was anything. */
    public boolean step() {
        boolean worked = false;
        for (var event = inbox.poll(); event != null; event = inbox.poll()) {
            handle(event);
            worked = true;
        }
        var now = clock.instant();
        if (stopped != null) {
            if (!now.isBefore(rootCheckAt)) {
                rootCheckAt = now.plus(ROOT_CHECK);
                comeBack();
            }
            report();
            return worked;
        }
        try {
            worked |= look(now);
            flushWhenDue();
            if (scanned && powerLost && stopped == null && commits.isIdle()) {
                // Only now is known what of the last minutes reached the server.
                recover();
            }
            planWanted |= holdEnded(now);
            if (scanned && pulled && !powerLost && stopped == null && planWanted) {
                worked |= plan();
            }
            settle(now);
            flushWhenDue();
        } catch (IOException e) {
            stop("the folder cannot be used: " + e.getMessage());
        }
        if (stopped == null) {
            pull(now);
            commit(now);
        }
        report();
        return worked;
    }

    private void comeBack() {
        if (files.root() instanceof RootState.Present) {
            LOG.info("The folder is back");
            scanned = false;
            enter();
        }
    }

    private boolean holdEnded(Instant now) {
        var wake = wakeAt;
        if (wake != null && !now.isBefore(wake)) {
            wakeAt = null;
            return true;
        }
        return false;
    }

    // ---- what came in ----

    private void handle(Event event) {
        switch (event) {
            case Event.Hinted _ -> {}
            case Event.Pushed pushed -> handlePush(pushed.from(), pushed.delta());
            case Event.Behind _ -> pullWanted = true;
            case Event.Linked linked -> pullWanted = true;
            case Event.Pulled pulledAll -> handlePull(pulledAll);
            case Event.PullFailed failed -> {
                pulling = false;
                pullWanted = true;
                trouble("Changes cannot be pulled", failed.cause());
            }
            case Event.Transferred done -> handleTransfer(done);
            case Event.TransferFailed failed -> handleTransferFailure(failed);
            case Event.Committed done -> handleCommit(done);
            case Event.CommitFailed failed -> handleCommitFailure(failed);
            case Event.Settled settled -> handleSettled(settled);
            case Event.Answered answer -> handleAnswer(answer);
        }
    }

    private void trouble(String what, Exception cause) {
        connection.failed(cause, clock.instant());
        // The first thing to ask when the server is there again: what was missed.
        pullWanted = true;
        if (connection.failures() == 1) {
            LOG.info("{}: {}", what, connection.trouble());
        }
    }

    private void handlePush(String from, Delta delta) {
        if (delta.cursor().equals(cursor)) {
            return;
        }
        if (!from.equals(cursor) || delta.more() || delta.reset()) {
            pullWanted = true;
            return;
        }
        changed(remoteChanges.apply(delta.changes()));
        advance(delta.cursor());
    }

    private void handlePull(Event.Pulled pull) {
        pulling = false;
        connection.worked();
        if (!Objects.equals(pull.from(), cursor)) {
            boolean thereAlready = pull.cursor().equals(cursor);
            pulled |= thereAlready;
            planWanted |= thereAlready;
            pullWanted |= !thereAlready;
            return;
        }
        if (pull.reset()) {
            remoteChanges.reset(pull.changes(), pull.from(), pull.cursor());
            holds.clear();
            planWanted = true;
        } else {
            changed(remoteChanges.apply(pull.changes()));
        }
        pulled = true;
        advance(pull.cursor());
    }

    private void changed(Set<NodeId> nodes) {
        holds.releaseAll(nodes);
        planWanted = true;
    }

    private void advance(String to) {
        cursor = to;
        entry.facts.put("cursor", to);
    }

    private void handleTransfer(Event.Transferred done) {
        jobs.merge(done.kind(), -1, Integer::sum);
        if (done.kind() != Transfer.LOOK) {
            connection.worked();
        }
        planWanted = true;
        for (var outcome : done.outcomes()) {
            busy.remove(outcome.node());
            switch (outcome) {
                case Outcome.Read read -> handleRead(read, done.kind() == Transfer.UPLOAD);
                case Outcome.Fetched fetched -> handleFetched(fetched);
                case Outcome.Changed changed -> {
                    holds.hold(changed.node(), clock.instant(), Duration.ZERO, null);
                    lookAgain(changed.node());
                }
                case Outcome.Failed failed -> {
                    holds.hold(failed.node(), clock.instant(), Duration.ZERO, failed.why());
                    lookAgain(failed.node());
                }
            }
        }
    }

    private void lookAgain(NodeId id) {
        var local = trees.local().get(id);
        var remote = trees.remote().get(id);
        if (local != null && local.parent() != null) {
            hints.name(local.parent(), local.name());
        }
        if (remote != null && remote.parent() != null) {
            hints.name(remote.parent(), remote.name());
        }
    }

    private void handleRead(Outcome.Read read, boolean sent) {
        var id = read.node();
        var content = read.manifest().id();
        var local = trees.local().get(id);
        if (local == null || local.folder()) {
            return;
        }
        if (read.manifest().chunks().size() > 1) {
            entry.manifests.put(content, read.manifest());
        }
        if (local.stamp().sameAs(read.stamp())) {
            trees.local().put(local.with(local.stamp(), content));
            holds.release(id);
        } else {
            lookAgain(id);
        }
        if (sent && local.stamp().sameObject(read.stamp())) {
            // Else something else had the name when it was read: not this node's bytes.
            name(read, local, content);
        }
    }

    /** The server has the bytes; now it gets the name, if this is still what the plan was about. */
    private void name(Outcome.Read read, LocalNode local, ContentId content) {
        var id = read.node();
        var remote = trees.remote().get(id);
        var synced = trees.synced().get(id);
        var parent = Objects.requireNonNull(local.parent());
        dev.cairn.contracts.id.@Nullable VersionId base = null;
        if (remote != null) {
            boolean editable = synced != null
                    && remote.fileState().content().equals(synced.fileState().content())
                    && !content.equals(synced.fileState().content());
            if (!editable) {
                return;
            }
            base = remote.fileState().version();
        } else if (synced != null || !(trees.remote().contains(parent) || busy.contains(parent))) {
            return;
        }
        var put = new Operation.PutFile(
                new OperationId(ids.next()),
                id,
                parent,
                local.name(),
                base,
                content,
                read.manifest().size(),
                read.stamp().modified(),
                read.stamp().executable(),
                null);
        busy.add(id);
        commits.add(new Edit(id, put, read.stamp()), read.manifest());
    }

    private void handleFetched(Outcome.Fetched fetched) {
        var id = fetched.node();
        var content = fetched.manifest().id();
        try {
            if (stopped != null || !disk.place(id, fetched.draft(), fetched.file())) {
                fetched.draft().discard();
                return;
            }
            holds.release(id);
            unsettled.remove(id);
            if (fetched.manifest().chunks().size() > 1) {
                entry.manifests.put(content, fetched.manifest());
            }
        } catch (TargetChangedException e) {
            fetched.draft().discard();
            holds.hold(id, clock.instant(), Duration.ZERO, "something is in the way");
            lookAgain(id);
        } catch (IOException e) {
            fetched.draft().discard();
            holds.hold(id, clock.instant(), Duration.ZERO, "cannot be written: " + e.getMessage());
            lookAgain(id);
        }
    }

    private void handleTransferFailure(Event.TransferFailed failed) {
        jobs.merge(failed.kind(), -1, Integer::sum);
        busy.removeAll(failed.nodes());
        planWanted = true;
        var now = clock.instant();
        if (Connection.isOutage(failed.cause())) {
            trouble("A transfer was cut", failed.cause());
            return;
        }
        for (var id : failed.nodes()) {
            holds.hold(id, now, PROBLEM_HOLD, failed.cause().getMessage());
        }
    }

    private void handleCommit(Event.Committed done) {
        connection.worked();
        commits.answered(done.commit());
        entry.answered.add(done.commit().id());
        planWanted = true;
        // Nobody else changed the space meanwhile: what is known of it is all there is to know.
        boolean precise = done.reply().before().equals(cursor);
        var results = new HashMap<OperationId, OperationResult>();
        done.reply().results().forEach(result -> results.put(result.id(), result));
        for (var edit : done.commit().edits()) {
            free(edit);
            var result = results.get(edit.operation().id());
            switch (result) {
                case OperationResult.Applied applied -> applied(edit, applied, precise);
                case OperationResult.Rejected rejected -> rejected(edit, rejected);
                case null -> pullWanted = true;
            }
        }
        if (precise) {
            advance(done.reply().cursor());
        } else if (!done.reply().cursor().equals(cursor)) {
            pullWanted = true;
        }
    }

    private void free(Edit edit) {
        var below = deleting.remove(edit.node());
        if (below != null) {
            busy.removeAll(below);
        }
        busy.remove(edit.node());
    }

    private void applied(Edit edit, OperationResult.Applied applied, boolean precise) {
        var id = edit.node();
        holds.release(id);
        var node = applied.node();
        if (node == null) {
            if (precise) {
                for (var gone : trees.remote().removeSubtree(id)) {
                    trees.synced().remove(gone);
                }
            } else {
                // What was in it may have been moved out by somebody else before; the pull tells.
                holds.hold(id, clock.instant(), Duration.ZERO, null);
            }
            return;
        }
        remoteChanges.answered(node, cursor);
        var known = RemoteNode.of(node);
        var synced = trees.synced().get(id);
        switch (edit.operation()) {
            case Operation.CreateFolder _ -> agreed(known, Objects.requireNonNull(edit.stamp()));
            case Operation.PutFile _ -> {
                if (synced == null) {
                    agreed(known, Objects.requireNonNull(edit.stamp()));
                } else {
                    trees.synced().put(synced.with(known.fileState(), Objects.requireNonNull(edit.stamp()), false));
                    unsettled.add(id);
                }
            }
            case Operation.Move move -> {
                if (synced != null) {
                    trees.synced().put(synced.at(move.parent(), move.name()));
                }
            }
            case Operation.Touch touch -> {
                if (synced != null && !known.folder()) {
                    var before = synced.fileState();
                    var file = new RemoteNode.FileState(
                            before.version(), before.content(), before.size(), touch.modified(), touch.executable());
                    trees.synced().put(synced.with(file, Objects.requireNonNull(edit.stamp()), synced.settled()));
                }
            }
            case Operation.PutPath _, Operation.Delete _ -> pullWanted = true;
        }
    }

    private void agreed(RemoteNode known, Stamp stamp) {
        trees.synced().put(new SyncedNode(known.id(), known.parent(), known.name(), known.file(), stamp, false));
        unsettled.add(known.id());
    }

    private void rejected(Edit edit, OperationResult.Rejected rejected) {
        var now = clock.instant();
        pullWanted = true;
        if (rejected.problem() == Problem.CONFLICT
                && createsNode(edit)
                && !trees.remote().contains(edit.node())) {
            // The id was used up by a node that is gone on the server. What is here is something new.
            detach(edit.node());
            return;
        }
        switch (rejected.problem()) {
            case STALE_BASE, NAME_TAKEN, WOULD_CYCLE, NOT_FOUND, CONFLICT, NOT_EMPTY, LOCKED ->
                holds.hold(edit.node(), now, Duration.ZERO, holds.failures(edit.node()) > 5 ? rejected.detail() : null);
            default -> holds.hold(edit.node(), now, PROBLEM_HOLD, rejected.detail());
        }
        wakeAt = earlier(wakeAt, holds.nextEnd(now));
    }

    private static boolean createsNode(Edit edit) {
        return edit.operation() instanceof Operation.CreateFolder
                || (edit.operation() instanceof Operation.PutFile put && put.base() == null);
    }

    private void handleCommitFailure(Event.CommitFailed failed) {
        if (Connection.isOutage(failed.cause())) {
            commits.unanswered();
            trouble("A commit was cut", failed.cause());
            return;
        }
        // Refused as a whole: nothing was applied.
        commits.answered(failed.commit());
        entry.answered.add(failed.commit().id());
        pullWanted = true;
        planWanted = true;
        var now = clock.instant();
        boolean resend =
                failed.cause() instanceof ProblemException problem && problem.problem() == Problem.CHUNKS_MISSING;
        for (var edit : failed.commit().edits()) {
            free(edit);
            if (resend) {
                // Sending goes by what the server says it lacks, so simply sending again is right.
                forgetContent(edit.node());
                holds.hold(edit.node(), now, Duration.ZERO, null);
            } else {
                holds.hold(edit.node(), now, PROBLEM_HOLD, failed.cause().getMessage());
            }
        }
    }

    private void forgetContent(NodeId id) {
        var local = trees.local().get(id);
        var synced = trees.synced().get(id);
        if (local != null
                && !local.folder()
                && (synced == null || !local.has(synced.fileState().content()))) {
            trees.local().put(local.with(local.stamp(), null));
        }
    }

    // ---- the disk ----

    private @Nullable Instant lookAt() {
        if (hints.isEmpty()) {
            return null;
        }
        if (hintedFirst == null || hintedLast == null) {
            // Our own steps left the hint: due at once, and never later than the "now" it is compared with.
            return Instant.EPOCH;
        }
        return earlier(hintedLast.plus(settings.quiet()), hintedFirst.plus(settings.quietMax()));
    }

    private Instant nextRescan() {
        long millis = settings.rescan().toMillis();
        return clock.instant().plusMillis(millis * 3 / 4 + random.nextLong(millis / 2 + 1));
    }

    private boolean look(Instant now) throws IOException {
        var fresh = watch.drain();
        if (!fresh.isEmpty()) {
            hints.addAll(fresh);
            hintedFirst = hintedFirst == null ? now : hintedFirst;
            hintedLast = now;
        }
        if (!now.isBefore(rescanAt)) {
            hints.everything();
            rescanAt = nextRescan();
        }
        var due = lookAt();
        if (due == null || (now.isBefore(due) && !hints.isEverything())) {
            return false;
        }
        if (!rootIsOurs()) {
            return true;
        }
        var look = hints;
        hints = new Hints();
        hintedFirst = null;
        hintedLast = null;
        var changes = observer.observe(look, this::rootIsOurs);
        if (stopped != null || (look.isEverything() && !rootIsOurs())) {
            return true;
        }
        if (look.isEverything()) {
            scanned = true;
        }
        if (!changes.isEmpty() || look.isEverything()) {
            planWanted = true;
        }
        return true;
    }

    /** Looked at before and after anything is concluded from what is missing. */
    private boolean rootIsOurs() {
        var state = files.root();
        if (state instanceof RootState.Absent absent) {
            stop(absent.why());
            return false;
        }
        if (!mark.equals(state.markOrNull())) {
            stop("the folder's file " + LocalFiles.MARKER + " was replaced: by another client, or from a backup");
            return false;
        }
        return true;
    }

    /**
     * The system went down while files the user wrote were on the server but perhaps not yet on this disk. What is missing or
     * older than agreed was not deleted or written by anybody: it comes back from the server. The remains are set aside.
     */
    private void recover() throws IOException {
        for (var id : List.copyOf(unsettled)) {
            var synced = trees.synced().get(id);
            var local = trees.local().get(id);
            if (synced == null || id.equals(trees.root())) {
                continue;
            }
            if (local == null) {
                trees.synced().remove(id);
            } else if (!local.folder() && isAsSeen(local) && torn(local, synced)) {
                var path = Objects.requireNonNull(trees.local().path(id));
                LOG.warn("{} was damaged by a power loss; the server's copy comes back", path);
                files.setAside(path, id + " " + local.name());
                trees.local().remove(id);
                trees.synced().remove(id);
            } else {
                continue;
            }
            unsettled.remove(id);
        }
        powerLost = false;
        planWanted = true;
        entry.facts.put("boot", files.bootId());
    }

    /** Else somebody has worked on it since, and it is theirs. */
    private boolean isAsSeen(LocalNode local) throws IOException {
        var path = trees.local().path(local.id());
        var stamp = path == null ? null : files.stat(path);
        return stamp != null && stamp.sameAs(local.stamp());
    }

    /** Size and time prove nothing here: they may have reached the disk without the bytes. */
    private boolean torn(LocalNode local, SyncedNode synced) throws IOException {
        var stamp = local.stamp();
        if (stamp.modified().isAfter(synced.stamp().modified())) {
            return stamp.size() == 0 ? synced.stamp().size() > 0 : onlyZeroes(local);
        }
        var path = Objects.requireNonNull(trees.local().path(local.id()));
        return !(uploads.look(List.of(new Source(local.id(), path))).getFirst() instanceof Outcome.Read read)
                || !read.manifest().id().equals(synced.fileState().content());
    }

    private boolean onlyZeroes(LocalNode local) throws IOException {
        var path = Objects.requireNonNull(trees.local().path(local.id()));
        var buffer = new byte[64 << 10];
        try (var file = files.open(path)) {
            for (long at = 0; at < local.stamp().size(); at += buffer.length) {
                int length = (int) Math.min(buffer.length, local.stamp().size() - at);
                file.readFully(at, buffer, 0, length);
                for (int i = 0; i < length; i++) {
                    if (buffer[i] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void settle(Instant now) {
        if (unsettled.isEmpty() || settling || now.isBefore(settleAt) || !idle()) {
            return;
        }
        settleAt = now.plus(SETTLE_AFTER);
        var nodes = new ArrayList<SyncedNode>();
        var paths = new ArrayList<String>();
        for (var id : unsettled) {
            var synced = trees.synced().get(id);
            var path = trees.local().path(id);
            if (synced != null && path != null && trees.local().contains(id)) {
                nodes.add(synced);
                paths.add(path);
            }
            if (nodes.size() >= SETTLE_MAX) {
                settleAt = now;
                break;
            }
        }
        if (nodes.isEmpty()) {
            unsettled.clear();
            return;
        }
        settling = true;
        workers.submit(Workers.Lane.BYTES, () -> {
            var done = new ArrayList<SyncedNode>();
            var folders = new HashSet<String>();
            for (int i = 0; i < nodes.size(); i++) {
                try {
                    if (!nodes.get(i).folder()) {
                        files.syncFile(paths.get(i));
                    }
                    var stamp = files.stat(paths.get(i));
                    if (stamp != null && stamp.sameAs(nodes.get(i).stamp())) {
                        // It was this very file that was synced, not one that came to have its name.
                        folders.add(FileNames.parent(paths.get(i)));
                        done.add(nodes.get(i));
                    }
                } catch (IOException e) {
                    LOG.debug("not settled: {}", paths.get(i), e);
                }
            }
            try {
                for (var folder : folders) {
                    files.syncFolder(folder);
                }
            } catch (IOException e) {
                return new Event.Settled(List.of());
            }
            return new Event.Settled(done);
        });
    }

    private void handleSettled(Event.Settled settled) {
        settling = false;
        for (var node : settled.nodes()) {
            unsettled.remove(node.id());
            var synced = trees.synced().get(node.id());
            if (synced != null && synced.stamp().equals(node.stamp())) {
                trees.synced().put(synced.asSettled());
            } else if (synced != null && !synced.settled()) {
                unsettled.add(node.id());
            }
        }
    }

    private void handleAnswer(Event.Answered answer) {
        if (!guard.isAbout(answer.hold())) {
            return;
        }
        if (answer.meant()) {
            guard.releaseAsMeant();
        } else {
            // Without a base, what only the server has is new: it is fetched.
            guard.withheld().forEach(trees.synced()::remove);
            guard.release();
        }
        entry.facts.put("hold", "");
        planWanted = true;
    }

    // ---- the plan ----

    /** A plan without more deletions than somebody may have meant. */
    private Plan guarded(Instant now) {
        Predicate<NodeId> alone = id -> busy.contains(id) || holds.holds(id, now);
        var plan = Reconciler.plan(trees, alone, guard.isHolding());
        if (!guard.isHolding() && guard.isTooMuch(plan, now)) {
            var hold = ids.next().toString();
            LOG.warn("So much is gone from the folder that nothing is deleted on the server before somebody says so");
            guard.hold(hold);
            entry.facts.put("hold", hold);
            plan = Reconciler.plan(trees, alone, true);
        }
        guard.withhold(plan.held());
        if (guard.isHolding() && plan.isEmpty() && plan.held().isEmpty() && busy.isEmpty() && holds.isEmpty(now)) {
            LOG.info("Nothing is missing any more");
            guard.release();
            entry.facts.put("hold", "");
        }
        return plan;
    }

    private boolean plan() throws IOException {
        planWanted = false;
        var now = clock.instant();
        var plan = guarded(now);
        unholdable = plan.unholdable();
        wakeAt = earlier(wakeAt, holds.nextEnd(now));
        if (plan.isEmpty()) {
            plannedUploads = 0;
            plannedDownloads = 0;
            return false;
        }
        if (!rootIsOurs()) {
            return true;
        }
        LOG.debug("{}", plan);
        boolean again = false;
        boolean noted = false;
        var looks = new ArrayList<NodeId>();
        var sends = new ArrayList<NodeId>();
        var fetches = new ArrayList<NodeId>();
        for (var step : plan.steps()) {
            switch (step) {
                case Step.OfJournal journalStep -> {
                    note(journalStep);
                    noted = true;
                    again = true;
                }
                case Step.OfDisk diskStep -> {
                    if (noted) {
                        // A crash after a rename must find the identities this plan decided on.
                        flush();
                        noted = false;
                    }
                    act(diskStep);
                    again = true;
                }
                case Step.OfServer serverStep -> edit(serverStep);
                case Step.Look look -> looks.add(look.node());
                case Step.Upload upload -> sends.add(upload.node());
                case Step.Download download -> fetches.add(download.node());
            }
        }
        plannedUploads = sends.size();
        plannedDownloads = fetches.size();
        if (again) {
            // Names changed: transfers are planned against the new ones.
            planWanted = true;
            return true;
        }
        boolean started = read(looks, Transfer.LOOK, LOOK_JOBS_MAX);
        if (connection.usable(now)) {
            started |= read(sends, Transfer.UPLOAD, UPLOAD_JOBS_MAX);
            started |= fetch(fetches);
        } else {
            planWanted = true;
            wakeAt = earlier(wakeAt, connection.retryAt());
        }
        return started;
    }

    private void note(Step.OfJournal step) {
        var id = step.node();
        switch (step) {
            case Step.Forget _ -> trees.synced().remove(id);
            case Step.Agree _ -> {
                var remote = trees.remote().get(id);
                var local = trees.local().get(id);
                if (remote != null && local != null) {
                    var before = trees.synced().get(id);
                    boolean settled =
                            before != null && before.settled() && before.stamp().equals(local.stamp());
                    trees.synced()
                            .put(new SyncedNode(
                                    id, remote.parent(), remote.name(), remote.file(), local.stamp(), settled));
                    if (!settled) {
                        unsettled.add(id);
                    }
                }
            }
            case Step.Adopt adopt -> {
                if (trees.local().contains(id) && !trees.local().contains(adopt.as())) {
                    trees.synced().remove(id);
                    trees.rename(id, adopt.as());
                    watch.rename(id, adopt.as());
                }
            }
            case Step.Detach _ -> detach(id);
        }
    }

    private void detach(NodeId id) {
        if (trees.local().contains(id)) {
            var fresh = new NodeId(ids.next());
            trees.synced().remove(id);
            trees.rename(id, fresh);
            watch.rename(id, fresh);
        }
    }

    private void act(Step.OfDisk step) {
        var id = step.node();
        try {
            disk.run(step, LocalDate.ofInstant(clock.instant(), settings.zone()));
            if (step instanceof Step.MakeFolder) {
                var path = trees.local().path(id);
                if (path != null) {
                    watch.watch(id, path);
                    hints.folder(id);
                }
            }
        } catch (TargetChangedException | java.nio.file.NoSuchFileException e) {
            LOG.debug("{} was not possible", step, e);
            holds.hold(id, clock.instant(), Duration.ZERO, holdsOften(id) ? "something is in the way" : null);
            lookAgain(id);
        } catch (IOException e) {
            holds.hold(id, clock.instant(), Duration.ZERO, "cannot be changed: " + e.getMessage());
            lookAgain(id);
        }
    }

    private boolean holdsOften(NodeId id) {
        return holds.failures(id) > 3;
    }

    private void edit(Step.OfServer step) {
        var id = step.node();
        var local = trees.local().get(id);
        var operation = new OperationId(ids.next());
        switch (step) {
            case Step.CreateFolder create -> {
                if (local != null) {
                    send(
                            id,
                            new Operation.CreateFolder(
                                    operation,
                                    id,
                                    create.parent(),
                                    create.name(),
                                    local.stamp().modified()),
                            local.stamp());
                }
            }
            case Step.MoveRemote move -> send(id, new Operation.Move(operation, id, move.parent(), move.name()), null);
            case Step.TouchRemote _ -> {
                if (local != null) {
                    send(
                            id,
                            new Operation.Touch(
                                    operation,
                                    id,
                                    local.stamp().modified(),
                                    local.stamp().executable()),
                            local.stamp());
                }
            }
            case Step.DeleteRemote _ -> {
                var remote = trees.remote().get(id);
                if (remote != null) {
                    var below = Set.copyOf(trees.remote().subtree(id));
                    guard.sent(below, clock.instant());
                    deleting.put(id, below);
                    busy.addAll(below);
                    send(
                            id,
                            remote.folder()
                                    ? new Operation.Delete(operation, id, null, cursor)
                                    : new Operation.Delete(
                                            operation, id, remote.fileState().version(), null),
                            null);
                }
            }
        }
    }

    private void send(NodeId id, Operation operation, @Nullable Stamp stamp) {
        busy.add(id);
        commits.add(new Edit(id, operation, stamp));
    }

    // ---- bytes ----

    private boolean read(List<NodeId> nodes, Transfer kind, int jobsMax) {
        boolean started = false;
        var group = new ArrayList<Source>();
        long bytes = 0;
        for (var id : nodes) {
            if (jobs.getOrDefault(kind, 0) >= jobsMax) {
                return started;
            }
            var local = trees.local().get(id);
            var path = trees.local().path(id);
            if (local == null || path == null || busy.contains(id) || stillWritten(local)) {
                continue;
            }
            if (!group.isEmpty()
                    && (group.size() >= GROUP_FILES_MAX || bytes + local.stamp().size() > GROUP_BYTES_MAX)) {
                startRead(group, kind);
                started = true;
                group = new ArrayList<>();
                bytes = 0;
                if (jobs.getOrDefault(kind, 0) >= jobsMax) {
                    return true;
                }
            }
            group.add(new Source(id, path));
            bytes += local.stamp().size();
        }
        if (!group.isEmpty()) {
            startRead(group, kind);
            started = true;
        }
        return started;
    }

    /** A big file somebody is writing right now would be read again and again. */
    private boolean stillWritten(LocalNode local) {
        var now = clock.instant();
        var rested = local.stamp().modified().plus(WRITING);
        if (local.stamp().size() < WRITING_SIZE_MIN || !now.isBefore(rested) || rested.isAfter(now.plus(WRITING))) {
            return false;
        }
        holds.hold(local.id(), now, Duration.between(now, rested), null);
        wakeAt = earlier(wakeAt, rested);
        return true;
    }

    private void startRead(List<Source> group, Transfer kind) {
        var nodes = new HashSet<NodeId>();
        group.forEach(source -> nodes.add(source.node()));
        busy.addAll(nodes);
        jobs.merge(kind, 1, Integer::sum);
        workers.submit(Workers.Lane.BYTES, () -> {
            try {
                var outcomes = kind == Transfer.LOOK ? uploads.look(group) : uploads.send(group);
                return new Event.Transferred(kind, outcomes);
            } catch (IOException | RuntimeException e) {
                return new Event.TransferFailed(kind, nodes, e);
            }
        });
    }

    private boolean fetch(List<NodeId> nodes) {
        if (nodes.isEmpty() || jobs.getOrDefault(Transfer.DOWNLOAD, 0) >= DOWNLOAD_JOBS_MAX) {
            return false;
        }
        boolean started = false;
        var copies = copies(nodes);
        var group = new ArrayList<Wanted>();
        long bytes = 0;
        for (var id : nodes) {
            if (jobs.getOrDefault(Transfer.DOWNLOAD, 0) >= DOWNLOAD_JOBS_MAX) {
                return started;
            }
            var remote = trees.remote().get(id);
            if (remote == null || remote.folder() || busy.contains(id)) {
                continue;
            }
            var wanted = new Wanted(id, remote.fileState());
            if (remote.fileState().size() > Downloads.SMALL_BYTES_MAX) {
                startFetch(List.of(wanted), true, bigFiles());
                started = true;
                continue;
            }
            if (!group.isEmpty()
                    && (group.size() >= GROUP_FILES_MAX || bytes + wanted.file().size() > GROUP_BYTES_MAX)) {
                startFetch(group, false, copies);
                started = true;
                group = new ArrayList<>();
                bytes = 0;
                if (jobs.getOrDefault(Transfer.DOWNLOAD, 0) >= DOWNLOAD_JOBS_MAX) {
                    return true;
                }
            }
            group.add(wanted);
            bytes += wanted.file().size();
        }
        if (!group.isEmpty()) {
            startFetch(group, false, copies);
            started = true;
        }
        return started;
    }

    private void startFetch(List<Wanted> group, boolean big, Map<ContentId, String> here) {
        var nodes = new HashSet<NodeId>();
        group.forEach(wanted -> nodes.add(wanted.node()));
        busy.addAll(nodes);
        jobs.merge(Transfer.DOWNLOAD, 1, Integer::sum);
        var nearby = new LocalChunks(files, journal, here);
        workers.submit(Workers.Lane.BYTES, () -> {
            try {
                var outcomes = big ? List.of(downloads.big(group.getFirst(), nearby)) : downloads.small(group, nearby);
                return new Event.Transferred(Transfer.DOWNLOAD, outcomes);
            } catch (IOException | RuntimeException e) {
                return new Event.TransferFailed(Transfer.DOWNLOAD, nodes, e);
            }
        });
    }

    /** Where small contents that are to be fetched lie already, under another name. */
    private Map<ContentId, String> copies(List<NodeId> nodes) {
        var wanted = new HashSet<ContentId>();
        for (var id : nodes) {
            var remote = trees.remote().get(id);
            if (remote != null && !remote.folder() && remote.fileState().size() <= Downloads.SMALL_BYTES_MAX) {
                wanted.add(remote.fileState().content());
            }
        }
        var paths = new HashMap<ContentId, String>();
        for (var local : trees.local().all()) {
            if (local.content() != null && wanted.contains(local.content())) {
                var path = trees.local().path(local.id());
                if (path != null) {
                    paths.putIfAbsent(local.content(), path);
                }
            }
        }
        return paths;
    }

    private Map<ContentId, String> bigFiles() {
        var paths = new HashMap<ContentId, String>();
        for (var local : trees.local().all()) {
            if (local.content() != null && local.stamp().size() > Downloads.SMALL_BYTES_MAX / 4) {
                var path = trees.local().path(local.id());
                if (path != null) {
                    paths.put(local.content(), path);
                }
            }
        }
        return paths;
    }

    // ---- the server ----

    private void pull(Instant now) {
        if (!pullWanted || pulling || !connection.usable(now)) {
            return;
        }
        pulling = true;
        pullWanted = false;
        var from = cursor;
        workers.submit(Workers.Lane.PULL, () -> {
            try {
                return pullAll(from);
            } catch (IOException | RuntimeException e) {
                return new Event.PullFailed(e);
            }
        });
    }

    private Event pullAll(@Nullable String from) throws IOException {
        var changes = new ArrayList<dev.cairn.contracts.metadata.Change>();
        boolean reset = false;
        @Nullable String at = from;
        while (true) {
            var page = server.delta(at);
            if (page.reset()) {
                changes.clear();
                reset = true;
            }
            changes.addAll(page.changes());
            at = page.cursor();
            if (!page.more()) {
                return new Event.Pulled(from, changes, at, reset);
            }
        }
    }

    private void commit(Instant now) {
        if (!connection.usable(now)) {
            return;
        }
        PendingCommit batch = commits.next(ids::next, fresh -> {
            entry.sending.add(fresh);
            flushQuietly();
        });
        if (batch == null) {
            return;
        }
        if (stopped != null) {
            commits.unanswered();
            return;
        }
        var request = new CommitRequest(
                batch.manifests(), batch.edits().stream().map(Edit::operation).toList());
        workers.submit(Workers.Lane.COMMIT, () -> {
            try {
                return new Event.Committed(batch, server.commit(request));
            } catch (IOException | RuntimeException e) {
                return new Event.CommitFailed(batch, e);
            }
        });
    }

    // ---- what is kept ----

    /** First the disk, then the journal: what the journal calls agreed is durable. */
    private void flush() throws IOException {
        disk.syncFolders();
        if (!entry.isEmpty()
                || trees.local().isTouched()
                || trees.remote().isTouched()
                || trees.synced().isTouched()) {
            journal.save(trees, entry);
        }
    }

    /** What a crash may cost is only worth asking or looking again is written when there is nothing better to do. */
    private void flushWhenDue() throws IOException {
        if (trees.synced().isTouched() || !entry.sending.isEmpty() || !entry.answered.isEmpty() || idle()) {
            flush();
        }
    }

    private void flushQuietly() {
        try {
            flush();
        } catch (IOException e) {
            stop("the folder cannot be made durable: " + e.getMessage());
        }
    }

    /** Whether nothing is under way and nothing waits but held nodes and hints not due yet. */
    public boolean idle() {
        return busy.isEmpty()
                && commits.isIdle()
                && inbox.isEmpty()
                && !pulling
                && !planWanted
                && jobs.values().stream().allMatch(count -> count == 0);
    }

    /** Whether both sides are equal as far as can be known, problems aside. */
    public boolean isSettledDown() {
        return stopped == null && scanned && pulled && !pullWanted && hints.isEmpty() && idle();
    }

    private void report() {
        var now = clock.instant();
        var problems = new TreeMap<String, String>();
        holds.reasons(now).forEach((id, why) -> problems.put(describe(id), why));
        unholdable.forEach((id, why) -> problems.put(describe(id), why));
        boolean held = !holds.isEmpty(now);
        EngineStatus.State state;
        String detail = null;
        if (stopped != null) {
            state = EngineStatus.State.STOPPED;
            detail = stopped;
        } else if (connection.trouble() != null) {
            state = EngineStatus.State.OFFLINE;
            detail = connection.trouble();
        } else if (!scanned || !pulled) {
            state = EngineStatus.State.STARTING;
        } else if (!idle() || pullWanted || !hints.isEmpty()) {
            state = EngineStatus.State.SYNCING;
        } else if (guard.status() != null) {
            state = EngineStatus.State.HELD;
        } else if (!problems.isEmpty() || held) {
            state = EngineStatus.State.INCOMPLETE;
        } else {
            state = EngineStatus.State.IN_SYNC;
        }
        status = new EngineStatus(
                state,
                detail,
                trees.synced().size() - 1,
                plannedUploads,
                plannedDownloads,
                commits.size(),
                watch.unwatched(),
                problems,
                Map.copyOf(observer.skipped()),
                disk.conflicts(),
                guard.status());
    }

    /** For logs and failed tests. */
    @Override
    public String toString() {
        return "Engine[busy " + busy + ", jobs " + jobs + ", commits " + commits.size() + ", pulling " + pulling
                + ", plan wanted " + planWanted + ", hints " + !hints.isEmpty() + ", cursor " + cursor + "]";
    }

    private String describe(NodeId id) {
        var path = trees.local().path(id);
        path = path == null ? trees.remote().path(id) : path;
        return path == null ? id.toString() : path;
    }

    @Override
    public void close() {
        flushQuietly();
        watch.close();
        journal.close();
    }
}
