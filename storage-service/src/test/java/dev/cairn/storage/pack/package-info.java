/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage.pack;

import org.jspecify.annotations.NullMarked;
