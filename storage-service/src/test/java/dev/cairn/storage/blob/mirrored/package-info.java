/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.blob.mirrored;

import org.jspecify.annotations.NullMarked;
