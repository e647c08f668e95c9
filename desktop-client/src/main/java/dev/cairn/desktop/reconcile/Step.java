package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;

/** One thing to do. Every step is safe to leave undone: what remains is planned again. */
public sealed interface Step {
    /** The node it is about. */
    NodeId node();

    /** Needs neither disk nor server: the journal learns something. */
    sealed interface OfJournal extends Step {}

    /** Changes names or attributes on disk; quick. */
    sealed interface OfDisk extends Step {}

    /** Changes names or attributes on the server; a batch of them is one request. */
    sealed interface OfServer extends Step {}

    /** Moves or reads bytes; takes as long as it takes. */
    sealed interface OfBytes extends Step {}

    /** Server and disk say the same: that is the new base. */
    record Agree(NodeId node) implements OfJournal {}

    /** Gone on both sides. */
    record Forget(NodeId node) implements OfJournal {}

    /** What is on disk under {@code node} is what the server calls {@code as}. */
    record Adopt(NodeId node, NodeId as) implements OfJournal {}

    /** What is on disk goes its own way from now on, under a new identity and without a base. */
    record Detach(NodeId node) implements OfJournal {}

    /**
     * What is on disk of something not selected, or lies in the way of it, is this disk's own from now on, under a new identity and
     * without a base. It is nobody's copy.
     */
    record Part(NodeId node) implements OfJournal {}

    /**
     * The server moved a rule file away. The one on disk stays for what it keeps here, under a new identity: agreed on, and gone there. The
     * server's comes to its new place anew.
     */
    record LeaveBehind(NodeId node) implements OfJournal {}

    /** The name belongs to somebody else: rename to a conflict name. */
    record SetAside(NodeId node) implements OfDisk {}

    /** Make a folder on disk. */
    record MakeFolder(NodeId node, NodeId parent, String name) implements OfDisk {}

    /** Rename on disk. */
    record MoveLocal(NodeId node, NodeId parent, String name) implements OfDisk {}

    /** Delete an unchanged file or an empty folder on disk. */
    record RemoveLocal(NodeId node) implements OfDisk {}

    /** Give a file on disk the server's time and executable bit. */
    record TouchLocal(NodeId node) implements OfDisk {}

    /** Make a folder on the server. */
    record CreateFolder(NodeId node, NodeId parent, String name) implements OfServer {}

    /** Rename on the server. */
    record MoveRemote(NodeId node, NodeId parent, String name) implements OfServer {}

    /** Give the server the time and executable bit of a file on disk. */
    record TouchRemote(NodeId node) implements OfServer {}

    /** Delete on the server, with everything in it. */
    record DeleteRemote(NodeId node) implements OfServer {}

    /** Find out what the bytes on disk are; the plan depends on it. */
    record Look(NodeId node) implements OfBytes {}

    /** Send a new or edited file. */
    record Upload(NodeId node) implements OfBytes {}

    /** Fetch a new or edited file. */
    record Download(NodeId node) implements OfBytes {}
}
