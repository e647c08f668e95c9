package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.desktop.ignore.RuleFile;
import dev.cairn.desktop.index.PendingCommit;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.transfer.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something the control thread is told. */
sealed interface Event {
    /** The server pushed changes. */
    record Pushed(String from, Delta delta) implements Event {}

    /** There may be changes on the server. */
    record Behind() implements Event {}

    /** The pushing connection came up or went down. */
    record Linked(boolean up) implements Event {}

    /** All changes since {@code from}. */
    record Pulled(@Nullable String from, List<Change> changes, String cursor, boolean reset) implements Event {}

    /** Changes could not be pulled. */
    record PullFailed(Exception cause) implements Event {}

    /** Files were read, sent or fetched. */
    record Transferred(Transfer kind, List<Outcome> outcomes) implements Event {}

    /** A transfer failed as a whole. */
    record TransferFailed(Transfer kind, Set<NodeId> nodes, Exception cause) implements Event {}

    /** The server answered a commit. */
    record Committed(PendingCommit commit, CommitReply reply) implements Event {}

    /** It did not, or refused it as a whole. */
    record CommitFailed(PendingCommit commit, Exception cause) implements Event {}

    /** These are durable on this disk; {@code failed} when the disk could not write. */
    record Settled(List<SyncedNode> nodes, boolean failed) implements Event {}

    /** Somebody says whether the deletions of a hold were meant. */
    record Answered(String hold, boolean meant) implements Event {}

    /** Nothing is begun before then; null: it goes on. */
    record Paused(@Nullable Instant until) implements Event {}

    /** The device's own ignore rules are these from now on. */
    record OwnRules(RuleFile rules) implements Event {}

    /** These folders of the space, and no others, are not kept here from now on. */
    record Selected(Set<NodeId> unselected) implements Event {}

    /** Look at the hints. */
    record Hinted() implements Event {}

    /** What a transfer was for. */
    enum Transfer {
        LOOK,
        UPLOAD,
        DOWNLOAD
    }
}
