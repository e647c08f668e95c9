/** Proofs of what is promised there. */
@NullMarked
package dev.cairn.storage;

import org.jspecify.annotations.NullMarked;
