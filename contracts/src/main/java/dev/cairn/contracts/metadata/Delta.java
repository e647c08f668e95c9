package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;
import java.util.List;

/**
 * What changed since a cursor: for each changed node its latest state, in sequence order, except that folders a reader may not
 * know yet are told before what lies in them (and again at their own place). So a page may have a few more entries than asked for.
 *
 * @param cursor stands for the end of this page
 * @param more whether another page waits
 * @param reset the cursor was unknown or too old: this page begins a listing of everything, and whatever it does not list is gone
 */
public record Delta(SpaceId space, List<Change> changes, String cursor, boolean more, boolean reset) {}
