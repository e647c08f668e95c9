package dev.cairn.desktop.account;

import dev.cairn.contracts.id.NodeId;
import java.util.Set;

/**
 * Folders of a space that are not kept on this device; all others are, new ones too.
 *
 * @param version 1 (docs/formats.md, "Selection")
 * @param unselected at most {@link #FOLDERS_MAX}
 */
public record Selection(int version, Set<NodeId> unselected) {
    /** So many folders can be left out; what lies in them does not count. */
    public static final int FOLDERS_MAX = 10_000;

    /** Everything is kept. */
    public static final Selection ALL = of(Set.of());

    /** Copies; {@link IllegalArgumentException} for a later version or too many folders. */
    public Selection {
        if (version != 1) {
            throw new IllegalArgumentException("a selection of version " + version + " was written by a later client");
        }
        if (unselected.size() > FOLDERS_MAX) {
            throw new IllegalArgumentException("no more than " + FOLDERS_MAX + " folders can be left out");
        }
        unselected = Set.copyOf(unselected);
    }

    /** In the version of today. */
    public static Selection of(Set<NodeId> unselected) {
        return new Selection(1, unselected);
    }
}
