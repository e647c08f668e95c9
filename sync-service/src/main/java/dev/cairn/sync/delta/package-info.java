/** Cursors come in, deltas go out: at once, or when something changes. */
@NullMarked
package dev.cairn.sync.delta;

import org.jspecify.annotations.NullMarked;
