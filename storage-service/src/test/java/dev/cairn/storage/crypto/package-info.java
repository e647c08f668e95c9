/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.crypto;

import org.jspecify.annotations.NullMarked;
