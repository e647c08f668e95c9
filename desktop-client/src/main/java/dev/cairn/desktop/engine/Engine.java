package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.desktop.apply.ConflictNames;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.apply.LocalObserver;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.ignore.IgnoreRules;
import dev.cairn.desktop.ignore.RuleFile;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.remote.RemoteServer;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.Uploads;
import dev.cairn.desktop.watch.FolderWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one folder and one space equal. All decisions and all changes of names are made by one control thread, the one that
 * calls {@link #step}; reading, sending and fetching bytes happens beside it and is reported back as events.
 */
public final class Engine implements AutoCloseable {
    private final Replica trees;
    private final FolderWatch watch;
    private final InstantSource clock;
    private final RemoteChanges remoteChanges;
    private final Commits commits = new Commits();
    private final Agenda agenda;
    private final Connection connection;
    private final Ledger ledger;
    private final Pairing pairing;
    private final Lookout lookout;
    private final Settling settling;
    private final Recovery recovery;
    private final Following following;
    private final Arrivals arrivals;
    private final Committing committing;
    private final Planning planning;
    private final Pause pause;
    private final IgnoreRules rules;
    private final Selection selection;
    private final Report report;
    private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
    private volatile EngineStatus status = Report.STARTING;
    /** Something unexpected came up in the middle of a step: what the trees say is not to be believed. */
    private volatile boolean broken;

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
        this.watch = watch;
        this.clock = clock;
        pause = new Pause(clock);
        var ids = new Ids(clock, random);
        var disk = new DiskSteps(trees, files, new ConflictNames(settings.device()));
        var guard = new DeletionGuard(trees, settings.deletionsMax());
        agenda = new Agenda(clock);
        connection = new Connection(clock, random);
        settling = new Settling(trees, files, workers, clock);
        var conflicts = new ConflictNotes();
        ledger = new Ledger(trees, journal, files, disk, settling, conflicts);
        selection = new Selection(trees, ledger);
        pairing = new Pairing(files, ledger, ids, clock);
        rules = new IgnoreRules(trees, files);
        var observer = new LocalObserver(trees, files, watch, rules::leavesOut, ids);
        var identities = new Identities(trees, watch, observer, conflicts, selection.remainders(), ids);
        remoteChanges = new RemoteChanges(trees, identities);
        lookout = new Lookout(trees, observer, watch, pairing, agenda, settings, clock, random);
        recovery = new Recovery(trees, files, uploads, settling, ledger);
        following = new Following(remoteChanges, server, workers, connection, agenda, ledger);
        arrivals = new Arrivals(trees, agenda, ledger, lookout, settling, pairing, following, commits, disk, ids);
        committing = new Committing(
                trees,
                agenda,
                ledger,
                commits,
                following,
                remoteChanges,
                settling,
                pairing,
                identities,
                server,
                workers,
                conflicts,
                ids);
        var steps = new Steps(
                trees,
                agenda,
                lookout,
                settling,
                following,
                guard,
                commits,
                identities,
                disk,
                conflicts,
                selection.remainders(),
                watch,
                settings,
                clock,
                ids);
        var nearby = new Nearby(trees, files, journal);
        var room = new Room(files);
        var transfers = new Transfers(trees, agenda, workers, uploads, downloads, nearby, journal, room, clock);
        planning = new Planning(
                trees,
                agenda,
                ledger,
                pairing,
                guard,
                steps,
                transfers,
                room,
                rules,
                selection,
                following,
                connection,
                clock,
                ids);
        report = new Report(
                trees, agenda, lookout, following, planning, pairing, connection, commits, guard, room, disk, pause);
    }

    /** Checks whether folder and journal belong together and begins. */
    public void start() {
        guarded(() -> {
            startUp();
            return true;
        });
    }

    private void startUp() {
        following.resume();
        planning.resume();
        selection.resume();
        commits.resume(ledger.pending());
        agenda.begin(commits.nodes());
        settling.resume();
        ledger.resume();
        enter();
    }

    private void enter() {
        switch (pairing.find()) {
            case ABSENT -> {
                return;
            }
            case FOREIGN -> {
                remoteChanges.forgetBase();
                settling.forget();
            }
            case OURS -> {}
        }
        recovery.begin(!commits.isIdle());
        if (!pairing.renew()) {
            return;
        }
        trees.plant();
        if (!recovery.isNeeded()) {
            recovery.noteBoot();
        }
        pairing.goOn();
        lookout.everything();
        settling.later();
        agenda.wantPlan();
    }

    /** From any thread: the server pushed changes. */
    public void pushed(String from, Delta delta) {
        post(new Event.Pushed(from, delta));
    }

    /** From any thread: there may be changes on the server. */
    public void behind() {
        post(new Event.Behind());
    }

    /** From any thread: the pushing connection came up or went down. */
    public void linked(boolean up) {
        post(new Event.Linked(up));
    }

    /** From any thread: the watch has hints. */
    public void hinted() {
        post(new Event.Hinted());
    }

    /**
     * From any thread: what somebody says about held deletions.
     *
     * @param hold which hold they saw; an answer to another one is of no effect
     * @param meant true: delete on the server; false: get everything back
     */
    public void answer(String hold, boolean meant) {
        post(new Event.Answered(hold, meant));
    }

    /**
     * From any thread: nothing is begun until then; what is under way ends.
     *
     * @param until {@link Instant#MAX}: until {@link #resume}
     */
    public void pause(Instant until) {
        post(new Event.Paused(until));
    }

    /** From any thread: it goes on. */
    public void resume() {
        post(new Event.Paused(null));
    }

    /**
     * From any thread: the device's own ignore rules, in the syntax of gitignore.
     *
     * @param source for people: where they stand
     */
    public void ownRules(String source, String text) {
        post(new Event.OwnRules(RuleFile.parse(source, text)));
    }

    /**
     * From any thread: which folders of the space are not kept on this device; all others are. What is on disk of them is removed
     * once the server has it.
     */
    public void select(Set<NodeId> unselected) {
        post(new Event.Selected(Set.copyOf(unselected)));
    }

    void post(Event event) {
        if (!broken) {
            inbox.add(event);
        }
    }

    /** Where a push has to begin to be all this engine misses; null before the first pull. From the control thread. */
    public @Nullable String cursor() {
        return following.cursor();
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
            guarded(() -> {
                handle(event);
                return true;
            });
        }
    }

    /** When there will be something to do even if no event comes; null: never. */
    @Nullable
    Instant nextWake() {
        if (pause.holds()) {
            return pause.end();
        }
        if (pairing.isStopped()) {
            return pairing.checkAt();
        }
        var wake = Agenda.earlier(lookout.nextLook(), agenda.nextWake());
        wake = Agenda.earlier(wake, connection.retryAt());
        // While anything is under way settling would only be put off; an event tells when that ends.
        return idle() ? Agenda.earlier(wake, settling.nextTime()) : wake;
    }

    /** Does what can be done now; returns whether there was anything. */
    public boolean step() {
        return guarded(this::stepOn);
    }

    /**
     * After anything unexpected it ends here: nothing of what the trees say goes into the journal any more. The next process
     * begins with what is there.
     */
    private boolean guarded(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException | Error e) {
            broken = true;
            status =
                    status.stopped("something unexpected happened (" + e + "); see the log and start the client again");
            throw e;
        }
    }

    private boolean stepOn() {
        boolean worked = false;
        for (var event = inbox.poll(); event != null; event = inbox.poll()) {
            handle(event);
            worked = true;
        }
        if (pause.holds()) {
            keepResults();
        } else if (pairing.isStopped()) {
            if (pairing.isBack()) {
                lookout.beginAnew();
                enter();
            }
        } else {
            worked |= work();
        }
        status = report.status(idle());
        return worked;
    }

    private boolean work() {
        boolean worked = false;
        try {
            if (agenda.isPlanWanted()) {
                lookout.reopen();
            }
            worked |= lookout.look();
            flushWhenDue();
            if (lookout.hasScanned() && recovery.isNeeded() && !pairing.isStopped() && commits.isIdle()) {
                recovery.recover();
                agenda.wantPlan();
            }
            if (agenda.takeWake()) {
                agenda.wantPlan();
            }
            if (isReadyToPlan() && agenda.isPlanWanted()) {
                worked |= planning.plan();
            }
            if (idle()) {
                settling.settle();
            }
            flushWhenDue();
        } catch (IOException e) {
            pairing.stop("the folder cannot be used: " + DiskTrouble.words(e));
        }
        if (!pairing.isStopped()) {
            following.pull();
            committing.commit();
        }
        return worked;
    }

    private void keepResults() {
        try {
            if (ledger.isUrgent() && !pairing.isStopped()) {
                ledger.flush();
            }
        } catch (IOException e) {
            pairing.stop("the folder cannot be used: " + DiskTrouble.words(e));
        }
    }

    private boolean isReadyToPlan() {
        return lookout.hasScanned() && following.hasPulled() && !recovery.isNeeded() && !pairing.isStopped();
    }

    private void flushWhenDue() throws IOException {
        if (ledger.isUrgent() || idle()) {
            ledger.flush();
        }
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Hinted _ -> {}
            case Event.Pushed pushed -> following.pushed(pushed.from(), pushed.delta());
            case Event.Behind _, Event.Linked _ -> following.wantPull();
            case Event.Pulled pulled -> following.pulled(pulled);
            case Event.PullFailed failed -> following.pullFailed(failed.cause());
            case Event.Transferred done -> arrivals.transferred(done);
            case Event.TransferFailed failed -> arrivals.failed(failed);
            case Event.Committed done -> committing.committed(done);
            case Event.CommitFailed failed -> committing.failed(failed);
            case Event.Settled settled -> {
                settling.settled(settled.nodes());
                if (settled.failed()) {
                    ledger.distrust();
                }
            }
            case Event.Paused given -> pause.until(given.until());
            case Event.OwnRules own -> {
                rules.own(own.rules());
                agenda.wantPlan();
            }
            case Event.Selected selected -> {
                if (selection.want(selected.unselected())) {
                    // The server may lack by now, as after a restore, what it was seen to have.
                    following.wantPull();
                    // What is gone has to be known before it counts.
                    lookout.beginAnew();
                    lookout.everything();
                    agenda.wantPlan();
                }
            }
            case Event.Answered answer -> planning.answered(answer);
        }
    }

    /** Whether nothing is under way and nothing waits but held nodes and hints not due yet. */
    public boolean idle() {
        return agenda.isIdle()
                && commits.isIdle()
                && inbox.isEmpty()
                && !following.isPulling()
                && !agenda.isPlanWanted();
    }

    /** Whether both sides are equal as far as can be known, problems aside. */
    public boolean isSettledDown() {
        return !pairing.isStopped()
                && !pause.holds()
                && lookout.hasScanned()
                && following.hasPulled()
                && !following.isPullWanted()
                && lookout.isQuiet()
                && idle();
    }

    /** For logs and failed tests. */
    @Override
    public String toString() {
        return "Engine[" + agenda + ", commits " + commits.size() + ", pulling " + following.isPulling() + ", hints "
                + !lookout.isQuiet() + ", cursor " + following.cursor() + "]";
    }

    @Override
    public void close() {
        try {
            if (!broken) {
                ledger.flush();
            }
        } catch (IOException e) {
            pairing.stop("the folder cannot be made durable: " + DiskTrouble.words(e));
        }
        watch.close();
        ledger.close();
    }
}
