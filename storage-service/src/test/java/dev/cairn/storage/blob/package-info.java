/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.blob;

import org.jspecify.annotations.NullMarked;
