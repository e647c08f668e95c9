package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import java.util.function.Predicate;

/**
 * What is not to be kept in step on this device.
 *
 * @param leftOut things on disk the server never had and should not get
 * @param keeping rule files on disk that leave out something which is on this disk only: they stay for its sake
 * @param awaited rule files on the server that will be here in a moment: what they may be about does not leave this disk before
 * @param unselected nodes of the server in folders that are not selected, those folders too
 */
public record Scope(
        Predicate<NodeId> leftOut,
        Predicate<NodeId> keeping,
        Predicate<NodeId> awaited,
        Predicate<NodeId> unselected) {
    /** Everything is kept in step. */
    public static final Scope ALL = new Scope(id -> false, id -> false, id -> false, id -> false);
}
