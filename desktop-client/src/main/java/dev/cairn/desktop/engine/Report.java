package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.engine.EngineStatus.State;
import dev.cairn.desktop.index.Replica;
import java.util.Map;
import java.util.TreeMap;

/** Puts into words how things stand. */
final class Report {
    static final EngineStatus STARTING =
            new EngineStatus(State.STARTING, null, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), 0, 0, null);

    private final Replica trees;
    private final Agenda agenda;
    private final Lookout lookout;
    private final Following following;
    private final Planning planning;
    private final Pairing pairing;
    private final Connection connection;
    private final Commits commits;
    private final DeletionGuard guard;
    private final Room room;
    private final DiskSteps disk;
    private final Pause pause;

    Report(
            Replica trees,
            Agenda agenda,
            Lookout lookout,
            Following following,
            Planning planning,
            Pairing pairing,
            Connection connection,
            Commits commits,
            DeletionGuard guard,
            Room room,
            DiskSteps disk,
            Pause pause) {
        this.trees = trees;
        this.agenda = agenda;
        this.lookout = lookout;
        this.following = following;
        this.planning = planning;
        this.pairing = pairing;
        this.connection = connection;
        this.commits = commits;
        this.guard = guard;
        this.room = room;
        this.disk = disk;
        this.pause = pause;
    }

    EngineStatus status(boolean idle) {
        var problems = new TreeMap<>(lookout.unreadable());
        agenda.reasons().forEach((id, why) -> problems.put(describe(id), why));
        planning.unholdable().forEach((id, why) -> problems.put(describe(id), why));
        planning.kept().forEach((id, why) -> problems.put(describe(id), why));
        var state = state(idle, !problems.isEmpty());
        var detail =
                switch (state) {
                    case STOPPED -> pairing.stopped();
                    case OFFLINE, SIGNED_OUT -> connection.trouble();
                    case DISK_FULL -> room.trouble();
                    case PAUSED -> pause.words();
                    default -> null;
                };
        return new EngineStatus(
                state,
                detail,
                trees.synced().size() - 1,
                planning.uploads(),
                planning.downloads(),
                commits.size(),
                lookout.unwatched(),
                lookout.overflows(),
                problems,
                Map.copyOf(lookout.skipped()),
                disk.conflicts(),
                planning.leftOut(),
                guard.status());
    }

    private State state(boolean idle, boolean problems) {
        if (pairing.isStopped()) {
            return State.STOPPED;
        }
        if (connection.isSignedOut()) {
            return State.SIGNED_OUT;
        }
        if (pause.holds()) {
            return State.PAUSED;
        }
        if (connection.trouble() != null) {
            return State.OFFLINE;
        }
        if (!lookout.hasScanned() || !following.hasPulled()) {
            return State.STARTING;
        }
        if (!idle || following.isPullWanted() || !lookout.isQuiet()) {
            return State.SYNCING;
        }
        if (room.trouble() != null) {
            return State.DISK_FULL;
        }
        if (guard.status() != null) {
            return State.HELD;
        }
        return problems || agenda.holdsAny() ? State.INCOMPLETE : State.IN_SYNC;
    }

    private String describe(NodeId id) {
        var path = trees.local().path(id);
        path = path == null ? trees.remote().path(id) : path;
        return path == null ? id.toString() : path;
    }
}
