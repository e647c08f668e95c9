/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.blob.metered;

import org.jspecify.annotations.NullMarked;
