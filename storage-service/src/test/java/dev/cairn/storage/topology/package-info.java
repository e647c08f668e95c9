/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.topology;

import org.jspecify.annotations.NullMarked;
