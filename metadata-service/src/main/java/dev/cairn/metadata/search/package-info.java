/**
 * A few words come in, the nodes that have them in their name or their text go out: only those the caller may read. On the other side
 * changes and texts are carried into the index.
 */
@NullMarked
package dev.cairn.metadata.search;

import org.jspecify.annotations.NullMarked;
