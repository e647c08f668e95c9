/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.chunk;

import org.jspecify.annotations.NullMarked;
