/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.residency;

import org.jspecify.annotations.NullMarked;
