package dev.cairn.desktop.engine;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.engine.Event.Transfer;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.TargetChangedException;
import dev.cairn.desktop.index.Edit;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.transfer.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of files whose bytes were read, sent or fetched: the tree learns, the server gets the name, the draft its place. */
final class Arrivals {
    private static final Duration PROBLEM_HOLD = Duration.ofSeconds(30);

    private final Replica trees;
    private final Agenda agenda;
    private final Ledger ledger;
    private final Lookout lookout;
    private final Settling settling;
    private final Pairing pairing;
    private final Following following;
    private final Commits commits;
    private final DiskSteps disk;
    private final Ids ids;

    Arrivals(
            Replica trees,
            Agenda agenda,
            Ledger ledger,
            Lookout lookout,
            Settling settling,
            Pairing pairing,
            Following following,
            Commits commits,
            DiskSteps disk,
            Ids ids) {
        this.trees = trees;
        this.agenda = agenda;
        this.ledger = ledger;
        this.lookout = lookout;
        this.settling = settling;
        this.pairing = pairing;
        this.following = following;
        this.commits = commits;
        this.disk = disk;
        this.ids = ids;
    }

    void transferred(Event.Transferred done) {
        agenda.endJob(done.kind());
        if (done.kind() != Transfer.LOOK) {
            following.reached();
        }
        agenda.wantPlan();
        for (var outcome : done.outcomes()) {
            agenda.end(outcome.node());
            switch (outcome) {
                case Outcome.Read read -> read(read, done.kind() == Transfer.UPLOAD);
                case Outcome.Fetched fetched -> fetched(fetched);
                case Outcome.Changed changed -> {
                    agenda.hold(changed.node(), null);
                    lookout.again(changed.node());
                }
                case Outcome.Failed failed -> {
                    agenda.hold(failed.node(), failed.why());
                    lookout.again(failed.node());
                }
            }
        }
    }

    /** A transfer failed as a whole. */
    void failed(Event.TransferFailed failed) {
        agenda.endJob(failed.kind());
        agenda.end(failed.nodes());
        agenda.wantPlan();
        if (Connection.isOutage(failed.cause())) {
            following.lost("A transfer was cut", failed.cause());
            return;
        }
        if (failed.kind() == Transfer.UPLOAD && failed.nodes().size() > 1) {
            agenda.goSingly(failed.nodes());
            return;
        }
        for (var id : failed.nodes()) {
            agenda.hold(id, PROBLEM_HOLD, failed.cause().getMessage());
        }
    }

    private void read(Outcome.Read read, boolean sent) {
        var id = read.node();
        var content = read.manifest().id();
        var local = trees.local().get(id);
        if (local == null || local.folder()) {
            return;
        }
        ledger.note(read.manifest());
        if (local.stamp().sameAs(read.stamp())) {
            trees.local().put(local.with(local.stamp(), content));
            agenda.release(id);
        } else {
            lookout.again(id);
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
        @Nullable VersionId base = null;
        if (remote != null) {
            boolean editable = synced != null
                    && remote.fileState().content().equals(synced.fileState().content())
                    && !content.equals(synced.fileState().content());
            if (!editable) {
                return;
            }
            base = remote.fileState().version();
        } else if (synced != null || !(trees.remote().contains(parent) || agenda.isBusy(parent))) {
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
        agenda.begin(id);
        commits.add(new Edit(id, put, read.stamp()), read.manifest());
    }

    private void fetched(Outcome.Fetched fetched) {
        var id = fetched.node();
        try {
            if (pairing.isStopped() || !disk.place(id, fetched.draft(), fetched.file())) {
                fetched.draft().discard();
                return;
            }
            agenda.release(id);
            settling.remove(id);
            ledger.note(fetched.manifest());
        } catch (TargetChangedException e) {
            fetched.draft().discard();
            agenda.hold(id, "something is in the way");
            lookout.again(id);
        } catch (IOException e) {
            fetched.draft().discard();
            agenda.hold(id, "cannot be written: " + DiskTrouble.words(e));
            lookout.again(id);
        }
    }
}
