package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.fs.TargetChangedException;
import dev.cairn.desktop.index.Edit;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.reconcile.Plan;
import dev.cairn.desktop.reconcile.Scope;
import dev.cairn.desktop.reconcile.Step;
import dev.cairn.desktop.watch.FolderWatch;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of a plan that move no bytes: in the journal and on disk at once, on the server with the next commit. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final int QUIET_FAILURES_MAX = 3;

    private final Replica trees;
    private final Agenda agenda;
    private final Lookout lookout;
    private final Settling settling;
    private final Following following;
    private final DeletionGuard guard;
    private final Commits commits;
    private final Identities identities;
    private final DiskSteps disk;
    private final ConflictNotes conflicts;
    private final Remainders remainders;
    private final FolderWatch watch;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final Ids ids;

    Steps(
            Replica trees,
            Agenda agenda,
            Lookout lookout,
            Settling settling,
            Following following,
            DeletionGuard guard,
            Commits commits,
            Identities identities,
            DiskSteps disk,
            ConflictNotes conflicts,
            Remainders remainders,
            FolderWatch watch,
            EngineSettings settings,
            InstantSource clock,
            Ids ids) {
        this.trees = trees;
        this.agenda = agenda;
        this.lookout = lookout;
        this.settling = settling;
        this.following = following;
        this.guard = guard;
        this.commits = commits;
        this.identities = identities;
        this.disk = disk;
        this.conflicts = conflicts;
        this.remainders = remainders;
        this.watch = watch;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    void inJournal(Step.OfJournal step, Scope scope) {
        var id = step.node();
        switch (step) {
            case Step.Forget _ -> trees.synced().remove(id);
            case Step.Agree _ -> agree(id);
            case Step.Adopt adopt -> identities.adopt(id, adopt.as());
            case Step.Detach _ -> detach(id);
            case Step.Part _ -> part(id, scope.unselected().test(id));
            case Step.LeaveBehind _ -> leaveBehind(id);
        }
    }

    private void part(NodeId id, boolean left) {
        var own = identities.detach(id);
        if (left) {
            remainders.add(own);
        }
    }

    private void leaveBehind(NodeId id) {
        var remote = trees.remote().get(id);
        var local = trees.local().get(id);
        var synced = trees.synced().get(id);
        if (remote == null || local == null) {
            return;
        }
        var agreed =
                synced == null || local.has(remote.fileState().content()) ? remote.fileState() : synced.fileState();
        boolean settled = synced != null && synced.settled() && synced.stamp().equals(local.stamp());
        var own = identities.detach(id);
        trees.synced().put(new SyncedNode(own, local.parent(), local.name(), agreed, local.stamp(), settled));
        if (!settled) {
            settling.add(own);
        }
    }

    /** Where the server has it still, both sides wrote: what goes its own way is a conflict copy, whatever it will be called. */
    private void detach(NodeId id) {
        var synced = trees.synced().get(id);
        var base = synced == null || synced.folder() ? null : synced.fileState().version();
        var own = identities.detach(id);
        if (trees.remote().contains(id)) {
            conflicts.add(own, id, base, clock.instant());
        }
    }

    /** What is going to be set aside is a copy of what has its name on the server; what is not selected, or left of it, is not. */
    void noteCopies(Plan plan, Scope scope) {
        for (var step : plan.steps()) {
            boolean copy = step instanceof Step.SetAside
                    && !scope.unselected().test(step.node())
                    && !scope.remainders().test(step.node());
            var local = copy ? trees.local().get(step.node()) : null;
            var parent = local == null ? null : local.parent();
            if (local != null && parent != null) {
                var owner = trees.remote().child(parent, local.name());
                if (owner != null) {
                    conflicts.add(local.id(), owner, null, clock.instant());
                }
            }
        }
    }

    /** Under which names we are going to set aside what stayed here, for a process that dies before that is in the journal. */
    void noteSetAside(Plan plan) {
        for (var step : plan.steps()) {
            var local = step instanceof Step.SetAside(var id) ? trees.local().get(id) : null;
            if (local != null && remainders.are().test(local.id())) {
                remainders.moving(local, disk.nameAside(local, today()));
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private void withdraw(Step.OfDisk step) {
        if (step instanceof Step.SetAside) {
            conflicts.withdraw(step.node());
        }
    }

    /** Tells the server of conflict copies it has and does not know as such. */
    void tellConflicts() {
        if (conflicts.isEmpty()) {
            return;
        }
        for (var note : conflicts.ready(trees.remote(), trees.local()::contains, agenda::isBusy)) {
            var operation = new Operation.NoteConflict(
                    new OperationId(ids.next()),
                    note.copy(),
                    note.original(),
                    note.base(),
                    settings.device(),
                    note.made());
            send(note.copy(), operation, null);
        }
    }

    private void agree(NodeId id) {
        var remote = trees.remote().get(id);
        var local = trees.local().get(id);
        if (remote == null || local == null) {
            return;
        }
        var before = trees.synced().get(id);
        boolean settled = before != null && before.settled() && before.stamp().equals(local.stamp());
        trees.synced().put(new SyncedNode(id, remote.parent(), remote.name(), remote.file(), local.stamp(), settled));
        if (!settled) {
            settling.add(id);
        }
    }

    void onDisk(Step.OfDisk step) {
        var id = step.node();
        try {
            disk.run(step, today());
            if (step instanceof Step.SetAside) {
                remainders.moved(id);
            }
            if (step instanceof Step.MakeFolder) {
                var path = trees.local().path(id);
                if (path != null) {
                    watch.watch(id, path);
                    lookout.folder(id);
                }
            }
        } catch (TargetChangedException | NoSuchFileException e) {
            LOG.debug("{} was not possible", step, e);
            agenda.hold(id, agenda.failures(id) > QUIET_FAILURES_MAX ? "something is in the way" : null);
            lookout.again(id);
            withdraw(step);
        } catch (IOException e) {
            withdraw(step);
            agenda.hold(id, "cannot be changed: " + DiskTrouble.words(e));
            lookout.again(id);
        }
    }

    void onServer(Step.OfServer step) {
        var id = step.node();
        var local = trees.local().get(id);
        var operation = new OperationId(ids.next());
        switch (step) {
            case Step.CreateFolder create -> {
                if (local != null) {
                    var modified = local.stamp().modified();
                    send(
                            id,
                            new Operation.CreateFolder(operation, id, create.parent(), create.name(), modified),
                            local.stamp());
                }
            }
            case Step.MoveRemote move -> send(id, new Operation.Move(operation, id, move.parent(), move.name()), null);
            case Step.TouchRemote _ -> {
                if (local != null) {
                    var stamp = local.stamp();
                    send(id, new Operation.Touch(operation, id, stamp.modified(), stamp.executable()), stamp);
                }
            }
            case Step.DeleteRemote _ -> delete(id, operation);
        }
    }

    private void delete(NodeId id, OperationId operation) {
        var remote = trees.remote().get(id);
        if (remote == null) {
            return;
        }
        var below = Set.copyOf(trees.remote().subtree(id));
        guard.sent(below, clock.instant());
        agenda.beginDeleting(id, below);
        var delete = remote.folder()
                ? new Operation.Delete(operation, id, null, following.cursor())
                : new Operation.Delete(operation, id, remote.fileState().version(), null);
        commits.add(new Edit(id, delete, null));
    }

    private void send(NodeId id, Operation operation, @Nullable Stamp stamp) {
        agenda.begin(id);
        commits.add(new Edit(id, operation, stamp));
    }
}
