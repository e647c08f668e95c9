/** Positions in the change sequence of a space come in, what changed since goes out. */
@NullMarked
package dev.cairn.metadata.change;

import org.jspecify.annotations.NullMarked;
