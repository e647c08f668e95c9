package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.Edit;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.RemoteNode.FileState;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;

/** Sends batches of edits and takes their answers: what was applied is agreed from then on, what was refused is planned anew. */
final class Committing {
    private static final Duration PROBLEM_HOLD = Duration.ofSeconds(30);
    private static final int QUIET_FAILURES_MAX = 5;

    private final Replica trees;
    private final Agenda agenda;
    private final Ledger ledger;
    private final Commits commits;
    private final Following following;
    private final RemoteChanges remoteChanges;
    private final Settling settling;
    private final Pairing pairing;
    private final Identities identities;
    private final RemoteServer server;
    private final Workers workers;
    private final ConflictNotes conflicts;
    private final Ids ids;

    Committing(
            Replica trees,
            Agenda agenda,
            Ledger ledger,
            Commits commits,
            Following following,
            RemoteChanges remoteChanges,
            Settling settling,
            Pairing pairing,
            Identities identities,
            RemoteServer server,
            Workers workers,
            ConflictNotes conflicts,
            Ids ids) {
        this.trees = trees;
        this.agenda = agenda;
        this.ledger = ledger;
        this.commits = commits;
        this.following = following;
        this.remoteChanges = remoteChanges;
        this.settling = settling;
        this.pairing = pairing;
        this.identities = identities;
        this.server = server;
        this.workers = workers;
        this.conflicts = conflicts;
        this.ids = ids;
    }

    /** Sends the next batch if there is one and none is on its way. It is in the journal before that. */
    void commit() {
        if (!following.canAsk()) {
            return;
        }
        var batch = commits.next(ids::next, fresh -> {
            ledger.sending(fresh);
            try {
                ledger.flush();
            } catch (IOException e) {
                pairing.stop("the folder cannot be made durable: " + DiskTrouble.words(e));
            }
        });
        if (batch == null) {
            return;
        }
        if (pairing.isStopped()) {
            commits.unanswered();
            return;
        }
        var request = new CommitRequest(
                batch.manifests(), batch.edits().stream().map(Edit::operation).toList());
        workers.submit(
                Workers.Lane.COMMIT,
                () -> new Event.Committed(batch, server.commit(request)),
                e -> new Event.CommitFailed(batch, e));
    }

    void committed(Event.Committed done) {
        following.reached();
        commits.answered(done.commit());
        ledger.answered(done.commit().id());
        agenda.wantPlan();
        // Nobody else changed the space meanwhile: what is known of it is all there is to know.
        boolean precise = following.isAt(done.reply().before());
        var results = new HashMap<OperationId, OperationResult>();
        done.reply().results().forEach(result -> results.put(result.id(), result));
        for (var edit : done.commit().edits()) {
            agenda.endEdit(edit.node());
            var result = results.get(edit.operation().id());
            switch (result) {
                case OperationResult.Applied applied -> applied(edit, applied, precise);
                case OperationResult.Rejected rejected -> rejected(edit, rejected);
                case null -> following.wantPull();
            }
        }
        if (precise) {
            following.advance(done.reply().cursor());
        } else if (!following.isAt(done.reply().cursor())) {
            following.wantPull();
        }
    }

    private void applied(Edit edit, OperationResult.Applied applied, boolean precise) {
        var id = edit.node();
        agenda.release(id);
        var node = applied.node();
        if (node == null) {
            conflicts.forget(id);
            if (precise) {
                for (var gone : trees.remote().removeSubtree(id)) {
                    trees.synced().remove(gone);
                }
            } else {
                // What was in it may have been moved out by somebody else before; the pull tells.
                agenda.hold(id, null);
            }
            return;
        }
        remoteChanges.answered(node, following.cursor());
        agree(edit, RemoteNode.of(node));
    }

    private void agree(Edit edit, RemoteNode known) {
        var id = edit.node();
        var synced = trees.synced().get(id);
        switch (edit.operation()) {
            case Operation.CreateFolder _ -> agreed(known, Objects.requireNonNull(edit.stamp()));
            case Operation.PutFile _ -> {
                if (synced == null) {
                    agreed(known, Objects.requireNonNull(edit.stamp()));
                } else {
                    trees.synced().put(synced.with(known.fileState(), Objects.requireNonNull(edit.stamp()), false));
                    settling.add(id);
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
                    var file = new FileState(
                            before.version(), before.content(), before.size(), touch.modified(), touch.executable());
                    trees.synced().put(synced.with(file, Objects.requireNonNull(edit.stamp()), synced.settled()));
                }
            }
            case Operation.NoteConflict _ -> conflicts.forget(id);
            case Operation.PutPath _, Operation.Delete _ -> following.wantPull();
        }
    }

    private void agreed(RemoteNode known, Stamp stamp) {
        trees.synced().put(new SyncedNode(known.id(), known.parent(), known.name(), known.file(), stamp, false));
        settling.add(known.id());
    }

    private void rejected(Edit edit, OperationResult.Rejected rejected) {
        following.wantPull();
        var id = edit.node();
        if (rejected.problem() == Problem.CONFLICT
                && createsNode(edit)
                && !trees.remote().contains(id)) {
            // The id was used up by a node that is gone on the server. What is here is something new.
            identities.detach(id);
            return;
        }
        if (edit.operation() instanceof Operation.NoteConflict) {
            // One of the two is gone: there is nothing left to be settled.
            conflicts.forget(id);
            return;
        }
        switch (rejected.problem()) {
            case STALE_BASE, NAME_TAKEN, WOULD_CYCLE, NOT_FOUND, CONFLICT, NOT_EMPTY, LOCKED ->
                agenda.hold(id, agenda.failures(id) > QUIET_FAILURES_MAX ? rejected.detail() : null);
            default -> agenda.hold(id, PROBLEM_HOLD, rejected.detail());
        }
        agenda.wakeWhenAHoldEnds();
    }

    private static boolean createsNode(Edit edit) {
        return edit.operation() instanceof Operation.CreateFolder
                || (edit.operation() instanceof Operation.PutFile put && put.base() == null);
    }

    void failed(Event.CommitFailed failed) {
        if (Connection.isOutage(failed.cause())) {
            commits.unanswered();
            following.lost("A commit was cut", failed.cause());
            return;
        }
        // Refused as a whole: nothing was applied.
        var problem = failed.cause() instanceof ProblemException refusal ? refusal.problem() : Problem.INTERNAL;
        boolean smaller = mayBeAboutOne(problem) && commits.refused(failed.commit());
        if (!smaller) {
            commits.refusedForNow(failed.commit());
        }
        ledger.answered(failed.commit().id());
        following.wantPull();
        agenda.wantPlan();
        for (var edit : failed.commit().edits()) {
            agenda.endEdit(edit.node());
            if (problem == Problem.CHUNKS_MISSING) {
                // Sending goes by what the server says it lacks, so simply sending again is right.
                forgetContent(edit.node());
                agenda.hold(edit.node(), null);
            } else if (!smaller) {
                agenda.hold(edit.node(), PROBLEM_HOLD, failed.cause().getMessage());
            }
        }
    }

    /** Whether a batch without the one edit this is about would be taken. */
    private static boolean mayBeAboutOne(Problem problem) {
        return switch (problem) {
            case INVALID_REQUEST, INVALID_NAME, TOO_LARGE, CHECKSUM_MISMATCH, INTERNAL, DAMAGED -> true;
            default -> false;
        };
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
}
