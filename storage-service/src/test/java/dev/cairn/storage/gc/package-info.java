/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.gc;

import org.jspecify.annotations.NullMarked;
