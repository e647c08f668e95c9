package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import java.util.function.Predicate;

/**
 * What is not to be kept in step on this device.
 *
 * @param leftOut things on disk the server never had and should not get
 * @param keeping rule files on disk that leave out something which is on this disk only: they stay for its sake
 * @param awaited rule files on the server that will be here in a moment: what they may be about does not leave this disk before
 * @param unselected nodes of folders that are not selected, those folders too: what the server has in them now, and what lay in
 *     them when it deleted them
 * @param remainders folders on disk that stayed when something not selected left, for the sake of what is here only
 * @param current whether the server has been asked since somebody said what is not selected and since it could not be reached: what
 *     it is only remembered to have does not leave this disk
 */
public record Scope(
        Predicate<NodeId> leftOut,
        Predicate<NodeId> keeping,
        Predicate<NodeId> awaited,
        Predicate<NodeId> unselected,
        Predicate<NodeId> remainders,
        boolean current) {
    /** Everything is kept in step. */
    public static final Scope ALL = new Scope(id -> false, id -> false, id -> false, id -> false, id -> false, true);
}
