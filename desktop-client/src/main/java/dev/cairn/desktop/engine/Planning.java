package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.ignore.IgnoreRules;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.reconcile.Plan;
import dev.cairn.desktop.reconcile.Reconciler;
import dev.cairn.desktop.reconcile.Scope;
import dev.cairn.desktop.reconcile.Step;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the next plan and sets it going. Transfers begin only once names have come to rest: they are planned against names. */
final class Planning {
    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);
    private static final String HOLD = "hold";
    private static final int RULES_FAILURES_MAX = 3;

    private final Replica trees;
    private final Agenda agenda;
    private final Ledger ledger;
    private final Pairing pairing;
    private final DeletionGuard guard;
    private final Steps steps;
    private final Transfers transfers;
    private final Room room;
    private final Following following;
    private final Connection connection;
    private final InstantSource clock;
    private final Ids ids;
    private final IgnoreRules rules;
    private final Selection selection;
    private Map<NodeId, String> unholdable = Map.of();
    private Map<NodeId, String> kept = Map.of();
    private int leftOut;
    private Event.@Nullable Answered answer;
    private int uploads;
    private int downloads;

    Planning(
            Replica trees,
            Agenda agenda,
            Ledger ledger,
            Pairing pairing,
            DeletionGuard guard,
            Steps steps,
            Transfers transfers,
            Room room,
            IgnoreRules rules,
            Selection selection,
            Following following,
            Connection connection,
            InstantSource clock,
            Ids ids) {
        this.trees = trees;
        this.agenda = agenda;
        this.ledger = ledger;
        this.pairing = pairing;
        this.guard = guard;
        this.steps = steps;
        this.transfers = transfers;
        this.room = room;
        this.rules = rules;
        this.selection = selection;
        this.following = following;
        this.connection = connection;
        this.clock = clock;
        this.ids = ids;
    }

    void resume() {
        guard.resume(ledger.fact(HOLD, ""));
    }

    /** Files the last plan would send. */
    int uploads() {
        return uploads;
    }

    /** Files the last plan would fetch. */
    int downloads() {
        return downloads;
    }

    /** Nodes of the server whose names cannot exist here, and why. */
    Map<NodeId, String> unholdable() {
        return unholdable;
    }

    /** Nodes on disk that cannot be on the server because of what is not selected, and why. */
    Map<NodeId, String> kept() {
        return kept;
    }

    /** Things on disk that stay there because of a rule, folders counted as one with what is in them. */
    int leftOut() {
        return leftOut;
    }

    /** What somebody says about deletions that are held; of no effect when they saw another hold. */
    void answered(Event.Answered given) {
        // It counts from the next plan on: in a new process none has said yet what is held.
        answer = given;
        agenda.wantPlan();
    }

    /** Whether there was an answer to this hold. */
    private boolean takeAnswer() {
        var given = answer;
        answer = null;
        if (given == null || !guard.isAbout(given.hold())) {
            return false;
        }
        if (given.meant()) {
            guard.releaseAsMeant();
        } else {
            // Without a base, what only the server has is new: it is fetched.
            guard.withheld().forEach(trees.synced()::remove);
            guard.release();
        }
        ledger.note(HOLD, "");
        return true;
    }

    /** A plan without more deletions than somebody may have meant. */
    private Plan guarded(Scope scope) {
        var leftAlone = agenda.leftAlone();
        var plan = Reconciler.plan(trees, leftAlone, guard.isHolding(), scope);
        if (!guard.isHolding() && guard.isTooMuch(plan, clock.instant())) {
            var hold = ids.next().toString();
            LOG.warn("So much is gone from the folder that nothing is deleted on the server before somebody says so");
            guard.hold(hold);
            ledger.note(HOLD, hold);
            plan = Reconciler.plan(trees, leftAlone, true, scope);
        }
        guard.withhold(plan.held());
        if (takeAnswer()) {
            return Reconciler.plan(trees, leftAlone, false, scope);
        }
        if (guard.isHolding() && plan.isEmpty() && plan.held().isEmpty() && agenda.isIdle() && !agenda.holdsAny()) {
            LOG.info("Nothing is missing any more");
            guard.release();
            ledger.note(HOLD, "");
        }
        return plan;
    }

    /** Rules that cannot be had are waited for no longer: that may be forever. */
    private Scope scope() {
        boolean full = room.trouble() != null;
        return new Scope(
                rules::leavesOut,
                rules::isNeeded,
                id -> !full && agenda.failures(id) <= RULES_FAILURES_MAX,
                selection.unselected(),
                selection.remainders().are(),
                following.isCurrent());
    }

    /** Plans; returns whether anything came of it. */
    boolean plan() throws IOException {
        agenda.planned();
        selection.take();
        var scope = scope();
        room.beginAnew();
        rules.tidy();
        var plan = guarded(scope);
        unholdable = plan.unholdable();
        kept = plan.kept();
        leftOut = plan.leftOut();
        agenda.wakeWhenAHoldEnds();
        steps.tellConflicts();
        if (plan.isEmpty()) {
            uploads = 0;
            downloads = 0;
            return false;
        }
        if (!pairing.isOurs()) {
            return true;
        }
        LOG.debug("{}", plan);
        return carryOut(plan, scope);
    }

    private boolean carryOut(Plan plan, Scope scope) throws IOException {
        steps.noteCopies(plan, scope);
        steps.noteSetAside(plan);
        boolean again = false;
        boolean noted = selection.leave(plan, scope) || ledger.isUrgent();
        var looks = new ArrayList<NodeId>();
        var sends = new ArrayList<NodeId>();
        var fetches = new ArrayList<NodeId>();
        for (var step : plan.steps()) {
            switch (step) {
                case Step.OfJournal journalStep -> {
                    steps.inJournal(journalStep, scope);
                    noted = true;
                    again = true;
                }
                case Step.OfDisk diskStep -> {
                    if (noted) {
                        // A crash after a rename must find the identities this plan decided on.
                        ledger.flush();
                        noted = false;
                    }
                    steps.onDisk(diskStep);
                    again = true;
                }
                case Step.OfServer serverStep -> steps.onServer(serverStep);
                case Step.Look look -> looks.add(look.node());
                case Step.Upload upload -> sends.add(upload.node());
                case Step.Download download -> fetches.add(download.node());
            }
        }
        uploads = sends.size();
        downloads = fetches.size();
        if (again) {
            // Names changed: transfers are planned against the new ones.
            agenda.wantPlan();
            return true;
        }
        boolean started = transfers.look(looks);
        if (connection.usable()) {
            started |= transfers.send(sends);
            started |= transfers.fetch(fetches);
        } else {
            agenda.wantPlan();
            agenda.wakeAt(connection.retryAt());
        }
        return started;
    }
}
