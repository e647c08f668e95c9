/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.blob.tiered;

import org.jspecify.annotations.NullMarked;
