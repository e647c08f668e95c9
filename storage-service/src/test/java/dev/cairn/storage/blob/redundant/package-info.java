/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.blob.redundant;

import org.jspecify.annotations.NullMarked;
