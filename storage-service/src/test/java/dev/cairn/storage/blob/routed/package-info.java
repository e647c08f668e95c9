/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.blob.routed;

import org.jspecify.annotations.NullMarked;
